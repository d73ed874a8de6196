# Answers each line of the file input by a line of numbers.
options(warn = -1)
share <- function(x, n) prop.test(x, n, correct = FALSE)$conf.int

four <- function(v) {
  x <- v[1]; n <- v[2]; y <- v[3]; m <- v[4]
  a <- share(x, n); b <- share(y, m)
  p <- x / n; q <- y / m
  d <- c(p - q - sqrt((p - a[1])^2 + (b[2] - q)^2), p - q + sqrt((a[2] - p)^2 + (q - b[1])^2))
  one <- (x + y) %in% c(0, n + m)
  t <- if (one) -1 else prop.test(c(x, y), c(n, m), correct = FALSE)$p.value
  cells <- matrix(c(x, n - x, y, m - y), 2, byrow = TRUE)
  c(a, d, t, fisher.test(cells, alternative = "greater")$p.value, fisher.test(cells)$p.value)
}

crosstab <- function(v) {
  cells <- matrix(v[-(1:2)], v[1], byrow = TRUE)
  t <- chisq.test(cells, correct = FALSE)
  x <- unname(t$statistic)
  V <- sqrt(x / (sum(cells) * (min(dim(cells)) - 1)))
  n <- sum(cells); beyond <- (dim(cells) - 1)
  phi <- max(0, x / n - prod(beyond) / (n - 1))
  room <- min(beyond - beyond^2 / (n - 1))
  corrected <- if (room <= 0) 0 else sqrt(phi / room)
  c(x, t$p.value, V, corrected, rbind(c(t(t$residuals)), c(t(t$stdres))))
}

adjust <- function(p) c(p.adjust(p, "BH"), p.adjust(p, "bonferroni"))

for (line in readLines("input")) {
  words <- strsplit(line, " ")[[1]]
  v <- as.numeric(words[-1])
  answer <- switch(words[1], four = four(v), table = crosstab(v), adjust = adjust(v))
  cat(sprintf("%.17g", answer), "\n")
}
