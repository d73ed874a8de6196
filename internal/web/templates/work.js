/* Does the work that a form under attack asks for: finds, for each of 16 tasks, a number with which the
   SHA-256 of stamp, task and number begins with 13 zeros. It works in short stretches, so that the page
   stays quick, and does the rest at once when the form is sent before. */
(function () {
	var form = document.getElementById("answers"), stamp;
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
		var a = start[0], b = start[1], c = start[2], d = start[3];
		var e = start[4], f = start[5], g = start[6], h = start[7], i, x, y;
		for (i = 0; i < 16; i++) w[i] = 0;
		for (i = 0; i < text.length; i++) w[i >> 2] |= text.charCodeAt(i) << 24 - i % 4 * 8;
		w[i >> 2] |= 128 << 24 - i % 4 * 8;
		w[15] = text.length * 8;
		for (i = 0; i < 64; i++) {
			if (i > 15) {
				x = w[i - 15];
				y = w[i - 2];
				w[i] = w[i - 16] + (turn(x, 7) ^ turn(x, 18) ^ x >>> 3) + w[i - 7] + (turn(y, 17) ^ turn(y, 19) ^ y >>> 10) | 0;
			}
			x = h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + (e & f ^ ~e & g) + k[i] + w[i] | 0;
			y = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + (a & b ^ a & c ^ b & c) | 0;
			h = g;
			g = f;
			f = e;
			e = d + x | 0;
			d = c;
			c = b;
			b = a;
			a = x + y | 0;
		}
		return a + start[0] >>> 0;
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

	function stretch() {
		work(Date.now() + 8);
		if (found.length < 16) setTimeout(stretch, 8);
	}

	/* The stamp stands at the end of the form, behind this. */
	document.addEventListener("DOMContentLoaded", function () {
		stamp = form.elements._t.value;
		stretch();
	});
	form.addEventListener("submit", function () {
		work(Infinity);
	});
})();
