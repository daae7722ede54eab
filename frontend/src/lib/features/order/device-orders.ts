/** A purchase made on this device as a guest: enough to open it again, nothing more. */
export interface DeviceOrder {
	id: string;
	code: string;
	secret: string;
	placedAt: string;
}

const slot = 'cp-orders';
const most = 20;

const isOrder = (value: unknown): value is DeviceOrder =>
	typeof value === 'object' &&
	value !== null &&
	['id', 'code', 'secret', 'placedAt'].every(
		(key) => typeof (value as Record<string, unknown>)[key] === 'string'
	);

/** Purchases of this device, newest first. */
export function deviceOrders(store: Pick<Storage, 'getItem'> = localStorage): DeviceOrder[] {
	try {
		const kept: unknown = JSON.parse(store.getItem(slot) ?? '[]');
		return Array.isArray(kept) ? kept.filter(isOrder) : [];
	} catch {
		return [];
	}
}

/** Keeps a purchase so that a guest finds it again without the e-mail. */
export function rememberOrder(
	order: DeviceOrder,
	store: Pick<Storage, 'getItem' | 'setItem'> = localStorage
): void {
	const others = deviceOrders(store).filter((kept) => kept.id !== order.id);
	try {
		store.setItem(slot, JSON.stringify([order, ...others].slice(0, most)));
	} catch {
		// Storage forbidden: the link in the e-mail and in the address bar remains.
	}
}

/** Forgets them all, on a shared phone. */
export function forgetOrders(store: Pick<Storage, 'removeItem'> = localStorage): void {
	try {
		store.removeItem(slot);
	} catch {
		// Storage forbidden: nothing was kept.
	}
}
