// The generator of `@mirada/attention`, under the name that the stages here know it by.

export { Random, type RandomState } from "@mirada/attention";
