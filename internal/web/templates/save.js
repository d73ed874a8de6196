/* Keeps at the server what is typed, so that a reload, a lost connection or a closed tab loses nothing,
   and says once that somebody began. A browser that lacks what this takes goes without. */
(function () {
	var form = document.getElementById("answers"), to = form.dataset;
	var timer, saving, again, sent;
	if (!window.fetch || !window.URLSearchParams || !navigator.sendBeacon) return;

	function value(name) {
		var field = form.elements[name];
		return field ? field.value : "";
	}

	/* The draft's address takes the place of the form's, and its token goes with the form. */
	function remember(answer) {
		if (!answer || !answer.address || sent) return;
		if (!form.elements._d) form.insertAdjacentHTML("beforeend", '<input type="hidden" name="_d">');
		form.elements._d.value = answer.address.split("/").pop();
		history.replaceState(null, "", answer.address);
	}

	function save() {
		clearTimeout(timer);
		timer = 0;
		again = saving;
		if (saving || sent) return;
		saving = true;
		fetch(to.draft, {
			method: "POST",
			headers: {Accept: "application/json"},
			body: new URLSearchParams(new FormData(form)),
			keepalive: true
		}).then(function (answer) {
			return answer.ok ? answer.json() : null;
		}).then(remember).catch(function () {}).then(function () {
			saving = false;
			if (again) save();
		});
	}

	form.addEventListener("input", function () {
		if (to.started) navigator.sendBeacon(to.started, new URLSearchParams({_id: value("_id"), _t: value("_t"), _s: value("_s")}));
		to.started = "";
		if (!to.draft) return;
		clearTimeout(timer);
		timer = setTimeout(save, 1200);
	});
	document.addEventListener("visibilitychange", function () {
		if (timer && document.hidden) save();
	});
	/* What is sent is no draft any more; but whoever goes back to the page goes on with it. */
	form.addEventListener("submit", function () {
		sent = true;
		clearTimeout(timer);
		timer = 0;
	});
	window.addEventListener("pageshow", function () {
		sent = false;
	});
})();
