package party

import "slices"

// Permission is one kind of work in an organisation. The contract names the one that
// an operation needs (x-can), the pages hide what a person may not do.
type Permission string

// The permissions. Of them only owners hold MaySign and MayManage.
const (
	MayRead    Permission = "read"    // look at goods, stock, orders, contracts
	MayList    Permission = "list"    // write and change listings, pictures, seasons, dossiers
	MayPrice   Permission = "price"   // change prices
	MayStock   Permission = "stock"   // receive, count and write off goods
	MayConfirm Permission = "confirm" // promise or refuse an order, answer its buyer
	MayPack    Permission = "pack"    // pack, weigh, label, ship
	MayTrade   Permission = "trade"   // declare capacity, answer demands, work on contracts
	MayMoney   Permission = "money"   // see what is owed, paid and given back
	MayImport  Permission = "import"  // change many things by a spreadsheet
	MayExport  Permission = "export"  // take the organisation's records out
	MaySign    Permission = "sign"    // bind the organisation by a signature
	MayManage  Permission = "manage"  // people, devices, the public card, the log
)

// Permissions lists all, in the order in which they are told.
func Permissions() []Permission {
	return []Permission{
		MayRead, MayList, MayPrice, MayStock, MayConfirm, MayPack, MayTrade, MayMoney, MayImport, MayExport, MaySign, MayManage,
	}
}

// permissionsOf is the one table of who may do what.
func permissionsOf(role Role) []Permission {
	switch role {
	case RoleOwner:
		return Permissions()
	case RoleStaff, RoleSeller: // everything but what binds the organisation
		return without(Permissions(), MaySign, MayManage)
	case RolePacker:
		return []Permission{MayRead, MayStock, MayPack}
	case RoleBookkeeper:
		return []Permission{MayRead, MayMoney, MayExport}
	}
	return nil
}

func without(all []Permission, some ...Permission) []Permission {
	return slices.DeleteFunc(all, func(p Permission) bool { return slices.Contains(some, p) })
}

// Permissions lists what this membership allows.
func (m Membership) Permissions() []Permission { return permissionsOf(m.Role) }

// May tells whether this membership allows at least one of some kinds of work.
func (m Membership) May(some ...Permission) bool {
	have := m.Permissions()
	return slices.ContainsFunc(some, func(p Permission) bool { return slices.Contains(have, p) })
}

// Roles lists the roles that an organisation of a kind knows, owners first.
func Roles(kind OrgKind) []Role {
	if kind == KindCooperative {
		return []Role{RoleOwner, RoleSeller, RolePacker, RoleBookkeeper}
	}
	return []Role{RoleOwner, RoleStaff}
}

func (r Role) suits(kind OrgKind) bool { return slices.Contains(Roles(kind), r) }

// MemberRole is the role of those who are no owners in what a seed or an
// administrator sets up without naming one.
func MemberRole(kind OrgKind) Role {
	if kind == KindCooperative {
		return RoleSeller
	}
	return RoleStaff
}
