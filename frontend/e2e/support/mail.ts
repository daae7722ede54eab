import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';

export interface Mail {
	to: string;
	subject: string;
	/** The plain text part. */
	text: string;
}

const dir = () => join(process.env.E2E_DATA_DIR ?? '', 'mail');

function quotedPrintable(text: string): string {
	const bytes = text
		.replace(/=\r?\n/g, '')
		.replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
	return Buffer.from(bytes, 'latin1').toString('utf8');
}

/** Encoded words of a header (RFC 2047, Q encoding, as our server writes them). */
function header(head: string, name: string): string {
	const line = new RegExp(`^${name}:\\s*(.*(?:\\r?\\n[ \\t].*)*)`, 'im').exec(head)?.[1] ?? '';
	return line
		.replace(/\?=\s+=\?UTF-8\?q\?/gi, '')
		.replace(/=\?UTF-8\?q\?(.*?)\?=/gi, (_, word: string) =>
			quotedPrintable(word.replaceAll('_', ' '))
		)
		.trim();
}

function read(file: string): Mail {
	const raw = readFileSync(join(dir(), file), 'latin1');
	const head = raw.slice(0, raw.search(/\r?\n\r?\n/));
	const plain = /Content-Type: text\/plain[^\n]*\r?\n(?:[^\r\n]+\r?\n)*\r?\n([\s\S]*?)\r?\n--part/i;
	return {
		to: header(head, 'To').replace(/[<>]/g, ''),
		subject: header(head, 'Subject'),
		text: quotedPrintable(plain.exec(raw)?.[1] ?? '')
	};
}

/** Every mail the server has written to this address, the oldest first. */
export function mailsTo(address: string): Mail[] {
	let files: string[];
	try {
		files = readdirSync(dir());
	} catch {
		return []; // Before the first mail there is no directory.
	}
	return files
		.filter((file) => file.endsWith('.eml'))
		.sort()
		.map(read)
		.filter((mail) => mail.to === address);
}

/** Waits for a mail to this address that says so; mails leave by a job, after the answer. */
export async function mailTo(address: string, says: RegExp): Promise<Mail> {
	let found: Mail | undefined;
	await expect
		.poll(
			() => {
				found = mailsTo(address).find((mail) => says.test(mail.subject) || says.test(mail.text));
				return Boolean(found);
			},
			{ message: `a mail to ${address} that says ${says}`, timeout: 20_000 }
		)
		.toBe(true);
	return found as Mail;
}
