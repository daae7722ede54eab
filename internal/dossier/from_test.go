package dossier_test

import netmail "net/mail"

func notifyFrom() netmail.Address { return netmail.Address{Address: "cho@chophien.test"} }
