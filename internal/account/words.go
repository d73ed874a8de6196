package account

// wellKnown are phrases of fifteen characters and more that stand in every guessing list, without
// their spaces.
var wellKnown = []string{
	"correcthorsebatterystaple", "onceuponatimetherewas", "thequickbrownfox", "thequickbrownfoxjumps",
	"thequickbrownfoxjumpsoverthelazydog", "maytheforcebewithyou", "tobeornottobethatisthequestion",
	"tobeornottobe", "iloveyouforever", "iloveyousomuch", "ihatepasswords", "ihatemypassword",
	"thisismypassword", "thisisapassword", "thisisalongpassword", "thisismylongpassword",
	"mypasswordissecret", "mypasswordispassword", "youwillneverguess", "youwillneverguessthis",
	"nobodywillguessthis", "incorrectpassword", "yourpasswordisincorrect", "passwordisincorrect",
	"supercalifragilisticexpialidocious", "winteriscoming2019", "neverendingstory", "letmeinletmein",
	"openthedoorplease", "administratoradministrator", "allyourbasearebelongtous", "livelongandprosper", "twinkletwinklelittlestar", "happybirthdaytoyou", "wearethechampions",
	"nevergonnagiveyouup", "iamthebestintheworld", "whatisthepassword", "idontrememberit",
	"idontknowmypassword", "fifteencharacters", "atleastfifteencharacters", "passwordmustbelong",
}

// common are words and stubs that people put into passwords first.
var common = []string{
	"password", "passwort", "passphrase", "passcode", "pass", "welcome", "letmein", "admin",
	"administrator", "login", "logon", "iloveyou", "ilove", "monkey", "dragon", "football", "baseball",
	"basketball", "summer", "winter", "spring", "autumn", "secret", "changeme", "change", "default",
	"founder", "viewer", "muster", "sunshine", "princess", "master", "hello", "starwars", "superman",
	"batman", "trustno1", "shadow", "freedom", "whatever", "computer", "internet", "google", "microsoft",
	"windows", "linux", "server", "powershell", "azure", "root", "toor", "guest", "user", "test",
	"testing", "temp", "demo", "please", "qwerty", "abc123", "january", "february", "march", "april",
	"june", "july", "august", "september", "october", "november", "december", "monday", "tuesday",
	"wednesday", "thursday", "friday", "saturday", "sunday", "company", "office", "community", "group",
	"survey", "the", "this", "that", "and", "longer", "long", "2019", "2020", "2021", "2022",
	"2023", "2024", "2025", "2026", "2027", "2028", "1234", "access", "account", "manager", "system",
}
