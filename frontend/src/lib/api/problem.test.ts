import { describe, expect, it } from 'vitest';
import { clientCode, decodeProblem, fieldErrors, isPassing, offlineProblem } from './problem';

const sent = {
	type: 'https://chophien.example/problems/checkout.invalid',
	title: 'Thông tin chưa đủ',
	status: 422,
	detail: 'Kiểm tra 2 chỗ bên dưới.',
	code: 'checkout.invalid',
	errors: [
		{ pointer: '/contact/phone', code: 'phone.invalid', detail: 'Số điện thoại cần 10 chữ số.' },
		{ pointer: '/lines/3/quantity', code: 'stock.short', detail: 'Chỉ còn 2 hũ.' }
	],
	traceId: 'abc'
};

describe('decodeProblem', () => {
	it('keeps what the server said', () => {
		const problem = decodeProblem(422, sent);
		expect(problem).toMatchObject({ status: 422, code: 'checkout.invalid', traceId: 'abc' });
		expect(problem.errors).toHaveLength(2);
	});
	it.each([null, 'x', [], {}, { code: 7 }, { errors: 'no' }])('survives %j', (body) => {
		expect(decodeProblem(502, body)).toMatchObject({
			status: 502,
			code: clientCode.unreadable,
			errors: []
		});
	});
	it('drops errors that are none', () => {
		expect(
			decodeProblem(400, { code: 'a.b', errors: [null, 3, { pointer: '/x' }] }).errors
		).toEqual([{ pointer: '/x', code: '', detail: '' }]);
	});
});

describe('fieldErrors', () => {
	it('gives each fault to its field and keeps the rest', () => {
		const { fields, rest } = fieldErrors(decodeProblem(422, sent), { '/contact/phone': 'phone' });
		expect(fields).toEqual({ phone: 'Số điện thoại cần 10 chữ số.' });
		expect(rest).toEqual(['Chỉ còn 2 hũ.']);
	});
});

it('knows which problems pass by themselves', () => {
	expect(isPassing(offlineProblem())).toBe(true);
	expect(isPassing(decodeProblem(503, {}))).toBe(true);
	expect(isPassing(decodeProblem(422, sent))).toBe(false);
});
