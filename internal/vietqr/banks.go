package vietqr

// BankInfo is a bank that takes transfers by VietQR.
type BankInfo struct {
	BIN  string // six digits, Napas' number of it
	Name string // as people say it
}

// Banks lists the banks by their usual names, the widest spread first: Napas' members as
// the public VietQR lists name them (api.vietqr.io/v2/banks).
func Banks() []BankInfo {
	return []BankInfo{
		{"970436", "Vietcombank"},
		{"970405", "Agribank"},
		{"970418", "BIDV"},
		{"970415", "VietinBank"},
		{"970422", "MB Bank"},
		{"970407", "Techcombank"},
		{"970416", "ACB"},
		{"970432", "VPBank"},
		{"970423", "TPBank"},
		{"970403", "Sacombank"},
		{"970449", "LPBank"},
		{"970437", "HDBank"},
		{"970441", "VIB"},
		{"970443", "SHB"},
		{"970426", "MSB"},
		{"970440", "SeABank"},
		{"970448", "OCB"},
		{"970431", "Eximbank"},
		{"970425", "ABBANK"},
		{"970409", "Bac A Bank"},
		{"970428", "Nam A Bank"},
		{"970412", "PVcomBank"},
		{"970452", "KienlongBank"},
		{"970454", "BVBank (Bản Việt)"},
		{"970427", "VietABank"},
		{"970433", "Vietbank"},
		{"970438", "BAOVIET Bank"},
		{"970400", "SAIGONBANK"},
		{"970419", "NCB"},
		{"970429", "SCB"},
		{"970430", "PGBank"},
		{"970406", "Vikki Bank (DongA)"},
		{"970414", "MBV (OceanBank)"},
		{"970408", "GPBank"},
		{"970444", "VCBNeo (CBBank)"},
		{"970446", "Co-opBank"},
		{"970424", "Shinhan Bank"},
		{"970457", "Woori Bank"},
		{"970458", "UOB"},
		{"970439", "Public Bank"},
		{"970442", "Hong Leong Bank"},
		{"970410", "Standard Chartered"},
		{"970421", "VRB"},
		{"970434", "Indovina Bank"},
		{"458761", "HSBC"},
		{"422589", "CIMB"},
		{"546034", "CAKE"},
		{"546035", "Ubank"},
		{"963388", "Timo"},
		{"971005", "Viettel Money"},
		{"971011", "VNPT Money"},
	}
}

// BankOf finds a bank by its number.
func BankOf(bin string) (BankInfo, bool) {
	for _, b := range Banks() {
		if b.BIN == bin {
			return b, true
		}
	}
	return BankInfo{}, false
}
