import { crc32, inflateRawSync } from 'node:zlib';

/** The entries of a zip file, stored as they are. */
function zip(files: Record<string, string>): Buffer {
	const parts: Buffer[] = [];
	const directory: Buffer[] = [];
	let offset = 0;
	for (const [name, text] of Object.entries(files)) {
		const [data, path] = [Buffer.from(text), Buffer.from(name)];
		const head = Buffer.alloc(26);
		head.writeUInt16LE(20, 0); // version needed; flags, method, time and date stay 0
		head.writeUInt32LE(crc32(data), 10);
		head.writeUInt32LE(data.length, 14);
		head.writeUInt32LE(data.length, 18);
		head.writeUInt16LE(path.length, 22);
		const local = Buffer.concat([Buffer.from('PK\x03\x04'), head, path, data]);
		const at = Buffer.alloc(14);
		at.writeUInt32LE(offset, 10); // no comment, one disk, no attributes
		directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), head, at, path]));
		parts.push(local);
		offset += local.length;
	}
	const list = Buffer.concat(directory);
	const end = Buffer.alloc(22);
	end.write('PK\x05\x06', 0, 'latin1');
	end.writeUInt16LE(directory.length, 8);
	end.writeUInt16LE(directory.length, 10);
	end.writeUInt32LE(list.length, 12);
	end.writeUInt32LE(offset, 16);
	return Buffer.concat([...parts, list, end]);
}

const escaped = (text: string) =>
	text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** An .xlsx file of one sheet; numbers are typed as numbers, all else as text. */
export function workbook(rows: (string | number)[][]): Buffer {
	const cell = (value: string | number, at: string) =>
		typeof value === 'number'
			? `<c r="${at}"><v>${value}</v></c>`
			: `<c r="${at}" t="inlineStr"><is><t>${escaped(value)}</t></is></c>`;
	const sheet = rows
		.map(
			(row, i) =>
				`<row r="${i + 1}">${row
					.map((value, k) => cell(value, `${String.fromCharCode(65 + k)}${i + 1}`))
					.join('')}</row>`
		)
		.join('');
	const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
	const office = 'http://schemas.openxmlformats.org';
	return zip({
		'[Content_Types].xml': `${xml}<Types xmlns="${office}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`,
		'_rels/.rels': `${xml}<Relationships xmlns="${office}/package/2006/relationships"><Relationship Id="r1" Type="${office}/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		'xl/workbook.xml': `${xml}<workbook xmlns="${office}/spreadsheetml/2006/main" xmlns:r="${office}/officeDocument/2006/relationships"><sheets><sheet name="Nhu cầu" sheetId="1" r:id="r1"/></sheets></workbook>`,
		'xl/_rels/workbook.xml.rels': `${xml}<Relationships xmlns="${office}/package/2006/relationships"><Relationship Id="r1" Type="${office}/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
		'xl/worksheets/sheet1.xml': `${xml}<worksheet xmlns="${office}/spreadsheetml/2006/main"><sheetData>${sheet}</sheetData></worksheet>`
	});
}

/** The XML of the first sheet of an .xlsx file that somebody else wrote. */
export function firstSheet(file: Buffer): string {
	const end = file.lastIndexOf('PK\x05\x06');
	let at = file.readUInt32LE(end + 16);
	for (let left = file.readUInt16LE(end + 10); left > 0; left--) {
		const [size, name] = [file.readUInt32LE(at + 20), file.readUInt16LE(at + 28)];
		if (file.toString('utf8', at + 46, at + 46 + name) === 'xl/worksheets/sheet1.xml') {
			const head = file.readUInt32LE(at + 42);
			const from = head + 30 + file.readUInt16LE(head + 26) + file.readUInt16LE(head + 28);
			const data = file.subarray(from, from + size);
			return (file.readUInt16LE(at + 10) === 0 ? data : inflateRawSync(data)).toString();
		}
		at += 46 + name + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
	}
	throw new Error('no sheet');
}
