// Addresses of the site's own files, wherever it is served from.

/** @param path within the site, without a slash at its beginning */
export function siteAddress(path: string): string {
	const { BASE_URL } = (import.meta as ImportMeta & { env: { BASE_URL: string } }).env;
	return new URL(BASE_URL + path, location.href).href;
}

/** @throws Error where the file is not there */
export async function fetchJson<Content>(path: string): Promise<Content> {
	const response = await fetch(siteAddress(path));
	if (!response.ok) throw new Error(`${path}: status ${response.status}`);
	return (await response.json()) as Content;
}
