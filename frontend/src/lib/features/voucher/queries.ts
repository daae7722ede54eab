import { answer, api, type Schema } from '$lib/api/client';

export type Voucher = Schema['Voucher'];
export type VoucherInput = Schema['VoucherInput'];

/** Whose codes are meant: a cooperative's, or (without an id) the market's. */
export const listVouchers = async (orgId?: string): Promise<Voucher[]> =>
	(orgId
		? await answer(api.GET('/api/v1/orgs/{orgId}/vouchers', { params: { path: { orgId } } }))
		: await answer(api.GET('/api/v1/alliance/vouchers'))
	).items;

export const makeVoucher = (body: VoucherInput, orgId?: string): Promise<Voucher> =>
	orgId
		? answer(api.POST('/api/v1/orgs/{orgId}/vouchers', { params: { path: { orgId } }, body }))
		: answer(api.POST('/api/v1/alliance/vouchers', { body }));

export const endVoucher = (voucherId: string, orgId?: string): Promise<Voucher> =>
	orgId
		? answer(
				api.POST('/api/v1/orgs/{orgId}/vouchers/{voucherId}/end', {
					params: { path: { orgId, voucherId } }
				})
			)
		: answer(
				api.POST('/api/v1/alliance/vouchers/{voucherId}/end', { params: { path: { voucherId } } })
			);

/** Agrees to bear the cooperative's part of a code of the market. */
export const shareVoucher = (voucherId: string, orgId: string): Promise<Voucher> =>
	answer(
		api.POST('/api/v1/orgs/{orgId}/vouchers/{voucherId}/share', {
			params: { path: { orgId, voucherId } }
		})
	);
