/* Does the work that a form under attack asks for: finds, for each of 16 tasks, a number with which the
   SHA-256 of stamp, task and number begins with 13 zeros. It works in short stretches, so that the page
   stays quick, and does the rest at once when the form is sent before. */
(function () {
	var form = document.getElementById("answers"), stamp = form.elements._t.value;
	var found = [], number = 0, start = [], k = [], w = [], n, d;

	function fraction(x) {
		return (x - Math.floor(x)) * 4294967296 | 0;
	}
	for (n = 2; k.length < 64; n++) {
		for (d = 2; n % d; d++);
		if (d < n) continue;
		if (k.length < 8) start.push(fraction(Math.sqrt(n)));
		k.push(fraction(Math.pow(n, 1 / 3)));
	}

	function turn(x, by) {
		return x >>> by | x << 32 - by;
	}

	/* The first 32 bits of the SHA-256 of up to 55 plain letters. */
	function hash(text) {
		var s = start.slice(), i, a, b;
		for (i = 0; i < 16; i++) w[i] = 0;
		for (i = 0; i < text.length; i++) w[i >> 2] |= text.charCodeAt(i) << 24 - i % 4 * 8;
		w[i >> 2] |= 128 << 24 - i % 4 * 8;
		w[15] = text.length * 8;
		for (i = 0; i < 64; i++) {
			if (i > 15) {
				a = w[i - 15];
				b = w[i - 2];
				w[i] = w[i - 16] + (turn(a, 7) ^ turn(a, 18) ^ a >>> 3) + w[i - 7] + (turn(b, 17) ^ turn(b, 19) ^ b >>> 10) | 0;
			}
			a = s[7] + (turn(s[4], 6) ^ turn(s[4], 11) ^ turn(s[4], 25)) + (s[4] & s[5] ^ ~s[4] & s[6]) + k[i] + w[i] | 0;
			b = (turn(s[0], 2) ^ turn(s[0], 13) ^ turn(s[0], 22)) + (s[0] & s[1] ^ s[0] & s[2] ^ s[1] & s[2]) | 0;
			s = [a + b | 0, s[0], s[1], s[2], s[3] + a | 0, s[4], s[5], s[6]];
		}
		return s[0] + start[0] >>> 0;
	}

	function work(until) {
		while (found.length < 16 && Date.now() < until) {
			for (n = 0; n < 64 && found.length < 16; n++, number++) {
				if (hash(stamp + "." + found.length + "." + number) >>> 19 === 0) {
					found.push(number);
					number = 0;
				}
			}
		}
		if (found.length < 16) return;
		if (!form.elements._w) form.insertAdjacentHTML("beforeend", '<input type="hidden" name="_w">');
		form.elements._w.value = found.join(".");
	}

	(function stretch() {
		work(Date.now() + 8);
		if (found.length < 16) setTimeout(stretch, 8);
	})();
	form.addEventListener("submit", function () {
		work(Infinity);
	});
})();
