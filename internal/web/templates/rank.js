/* Lets options be put in order by buttons or by dragging. The lists of places stay what is sent, and
   can still be used. */
(function () {
	[].forEach.call(document.querySelectorAll(".ranks"), function (box) {
		var rows = [].slice.call(box.querySelectorAll(".rank:not(.closed)")), dragged;
		if (!box.closest || !window.PointerEvent) return;
		box.insertAdjacentHTML("afterend", '<p class="vh" aria-live="polite"></p>');

		function list(row) {
			return row.querySelector("select");
		}
		function name(row) {
			return row.querySelector("label").firstChild.data.trim();
		}
		function ranked() {
			return rows.filter(function (row) {
				return +list(row).value;
			}).sort(function (a, b) {
				return list(a).value - list(b).value;
			});
		}

		/* The row itself stays where it is in the page, and the others move around it: so it keeps the
		   keyboard and the pointer. */
		function show(order, row) {
			var before = true;
			order.concat(rows.filter(function (r) {
				return order.indexOf(r) < 0;
			})).forEach(function (r) {
				list(r).value = order.indexOf(r) + 1 || "";
				if (r === row) before = false;
				else if (before && row) box.insertBefore(r, row);
				else box.appendChild(r);
			});
		}

		/* Puts a row at a place, from 1; at none for 0. */
		function put(row, place) {
			var order = ranked().filter(function (r) {
				return r !== row;
			});
			if (place) order.splice(place - 1, 0, row);
			show(order, row);
			place = order.indexOf(row) + 1;
			box.nextElementSibling.textContent = (place ? box.dataset.placed : box.dataset.out)
				.replace("{option}", name(row)).replace("{place}", place).replace("{total}", rows.length);
			box.dispatchEvent(new Event("input", {bubbles: true}));
		}

		function button(row, text, label, step) {
			var b = document.createElement("button");
			b.type = "button";
			b.textContent = text;
			b.setAttribute("aria-label", label.replace("{option}", name(row)));
			b.onclick = function () {
				var order = ranked(), now = order.indexOf(row) + 1, end = order.length;
				if (now) put(row, now === end && step > 0 ? 0 : Math.max(1, now + step));
				else if (step < 0) put(row, end + 1);
			};
			row.appendChild(b);
		}

		rows.forEach(function (row) {
			var grip = document.createElement("span");
			grip.className = "grip";
			row.insertBefore(grip, row.firstChild);
			button(row, "↑", box.dataset.up, -1);
			button(row, "↓", box.dataset.down, 1);
			list(row).onchange = function () {
				var place = +this.value;
				this.value = "";
				put(row, place);
			};
			grip.onpointerdown = function (e) {
				dragged = row;
				grip.setPointerCapture(e.pointerId);
				e.preventDefault();
			};
			grip.onpointerup = grip.onpointercancel = function () {
				dragged = null;
			};
			grip.onpointermove = function (e) {
				var over = document.elementFromPoint(e.clientX, e.clientY), order = ranked();
				over = dragged && over && over.closest(".rank");
				if (!over || over === row || rows.indexOf(over) < 0) return;
				put(row, order.indexOf(over) + 1 || order.length + 1);
			};
		});
		show(ranked());
	});
})();
