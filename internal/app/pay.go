package app

import (
	"time"

	"github.com/chophien/chophien/internal/payment"
	"github.com/chophien/chophien/internal/platform/config"
)

// sampleBank is where the demo "takes" transfers: an account that no bank has, so that
// nobody's money goes anywhere.
func sampleBank() payment.Bank {
	return payment.Bank{BIN: "970405", Account: "CHOPHIENMAU", Holder: "TAI KHOAN MAU KHONG CHUYEN TIEN", Sample: true}
}

// takeMoney opens the ways of paying for which the operator has an account.
func takeMoney(s *payment.Service, c config.Config) {
	wait := time.Duration(c.Bank.WaitHours) * time.Hour
	switch {
	case c.Bank.Account != "":
		s.TakeTransfers(payment.Bank{BIN: c.Bank.BIN, Account: c.Bank.Account, Holder: c.Bank.Holder}, wait)
	case c.Demo:
		s.TakeTransfers(sampleBank(), wait)
	}
}
