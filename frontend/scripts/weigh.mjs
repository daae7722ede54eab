import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

/** @type {Map<string, number>} */
const known = new Map();

/** @param {string} path */
function gzipped(path) {
	let size = known.get(path);
	if (size === undefined) {
		size = gzipSync(readFileSync(path), { level: 9 }).length / 1000;
		known.set(path, size);
	}
	return size;
}

/**
 * The weight of a route's first load, in kB (1,000 bytes) after gzip -9.
 *
 * @param {{ id: string, group: string, js: string[], css: string[] }} route
 * @param {string} client folder of the built client
 */
export function weigh({ id, group, js, css }, client) {
	/** @param {string[]} files */
	const sum = (files) =>
		Math.round(files.reduce((total, file) => total + gzipped(client + file), 0) * 10) / 10;
	return { id, group, js: sum(js), css: sum(css) };
}
