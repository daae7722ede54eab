package stripefake

import (
	"net/http"
	"net/url"
	"strconv"
)

// account is another's that is connected to ours.
type account struct {
	ID    string
	Ready bool
}

func (a *account) object() map[string]any {
	status := "inactive"
	if a.Ready {
		status = "active"
	}
	return map[string]any{
		"id": a.ID, "object": "account", "country": "SG", "payouts_enabled": a.Ready, "capabilities": map[string]any{"transfers": status},
	}
}

// Connect connects an account, or says that it may take transfers or not any more.
func (f *Fake) Connect(id string, ready bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	a := &account{ID: id, Ready: ready}
	f.accounts[id] = a
	f.tell("account.updated", a.object())
}

func (f *Fake) getAccount(id string, _ url.Values) (any, *problem) {
	if a := f.accounts[id]; a != nil {
		return a.object(), nil
	}
	return nil, &problem{
		status: http.StatusForbidden, kind: "invalid_request_error", code: "account_invalid",
		message: "The provided key does not have access to account '" + id + "' (or that account does not exist).",
	}
}

type transfer struct {
	ID, Destination, Group, Currency string
	Amount, Back                     int64
	Metadata                         map[string]string
}

func (t *transfer) object() map[string]any {
	return map[string]any{
		"id": t.ID, "object": "transfer", "amount": t.Amount, "amount_reversed": t.Back, "reversed": t.Back == t.Amount, "currency": t.Currency,
		"destination": t.Destination, "transfer_group": t.Group, "metadata": t.Metadata,
	}
}

func (f *Fake) createTransfer(_ string, in url.Values) (any, *problem) {
	amount, err := strconv.ParseInt(in.Get("amount"), 10, 64)
	a := f.accounts[in.Get("destination")]
	switch {
	case err != nil || amount <= 0 || in.Get("currency") == "":
		return nil, invalid("parameter_missing", "amount and currency")
	case a == nil || !a.Ready:
		return nil, invalid("transfers_not_allowed", "Your destination account needs to have the transfers capability enabled.")
	}
	t := &transfer{
		ID: f.id("tr"), Destination: a.ID, Group: in.Get("transfer_group"), Currency: in.Get("currency"), Amount: amount, Metadata: metadata(in),
	}
	f.transfers[t.ID] = t
	f.tell("transfer.created", t.object())
	return t.object(), nil
}

func (f *Fake) getTransfer(id string, _ url.Values) (any, *problem) {
	if t := f.transfers[id]; t != nil {
		return t.object(), nil
	}
	return nil, missing("transfer: " + id)
}

func (f *Fake) listTransfers(_ string, in url.Values) (any, *problem) {
	var items []any
	for _, t := range f.transfers {
		if t.Group == in.Get("transfer_group") {
			items = append(items, t.object())
		}
	}
	return list(items, false), nil
}

func (f *Fake) reverseTransfer(id string, in url.Values) (any, *problem) {
	t := f.transfers[id]
	if t == nil {
		return nil, missing("transfer: " + id)
	}
	amount := t.Amount - t.Back
	if in.Get("amount") != "" {
		amount, _ = strconv.ParseInt(in.Get("amount"), 10, 64) // 0 is refused below
	}
	switch {
	case amount <= 0 || amount > t.Amount-t.Back:
		return nil, invalid("", "Transfer reversal amount is greater than the unreversed amount on the transfer")
	case f.spent[t.Destination]:
		return nil, invalid("balance_insufficient", "The connected account does not have enough money to reverse this transfer")
	}
	t.Back += amount
	f.tell("transfer.reversed", t.object())
	return map[string]any{"id": f.id("trr"), "object": "transfer_reversal", "amount": amount, "currency": t.Currency, "transfer": t.ID}, nil
}

// Spend says that a connected account has paid its money out to its bank, or that it has
// some again: only then can a transfer be reversed.
func (f *Fake) Spend(account string, spent bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.spent[account] = spent
}

// TakeBack is a person who reverses so much of a transfer in Stripe's dashboard.
func (f *Fake) TakeBack(id string, amount int64) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if t := f.transfers[id]; t != nil && amount <= t.Amount-t.Back {
		t.Back += amount
		f.tell("transfer.reversed", t.object())
	}
}

// Transferred tells what is at each connected account, in the smallest unit of its currency.
func (f *Fake) Transferred() map[string]int64 {
	f.mu.Lock()
	defer f.mu.Unlock()
	out := map[string]int64{}
	for _, t := range f.transfers {
		if t.Amount > t.Back {
			out[t.Destination] += t.Amount - t.Back
		}
	}
	return out
}
