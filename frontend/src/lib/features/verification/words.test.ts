import { expect, test } from 'vitest';
import { compared } from './words';

const identity = {
	legalName: 'Hợp tác xã A',
	businessLine: '',
	registrationNo: '1',
	registrationIssuer: 'Phòng TC-KH',
	registrationDate: '2020-05-01',
	representative: 'Giàng A Pháo',
	address: 'Bản Mới'
};

test('only what differs says what it was', () => {
	const rows = compared(identity, { ...identity, representative: 'Lò Thị Mai', address: 'Bản Cũ' });
	expect(rows.filter(({ was }) => was !== undefined).map(({ key, was }) => [key, was])).toEqual([
		['representative', 'Giàng A Pháo'],
		['address', 'Bản Mới']
	]);
	expect(rows.find(({ key }) => key === 'registrationDate')?.text).toBe('01/05/2020');
});
