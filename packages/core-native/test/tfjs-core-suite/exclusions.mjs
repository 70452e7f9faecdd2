export const EXCLUDED_SPECS = [];
