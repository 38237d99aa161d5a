# p-values of a folder of texts by statcheck: Rscript statcheck.R FOLDER [SOURCES OF THE PACKAGE]
# With its sources, a folder R/ of their repository, plyr and stringr are enough, and no package is installed.
arguments <- commandArgs(trailingOnly = TRUE)
if (length(arguments) > 1) {
  library(plyr)
  library(stringr)
  for (file in list.files(arguments[2], "[.]R$", full.names = TRUE)) {
    if (!grepl("package|manual|plot|Report|dir|PDF|HTML", basename(file))) source(file)
  }
} else {
  library(statcheck)
}
read <- function(file) readChar(file, file.info(file)$size, useBytes = TRUE)
texts <- vapply(list.files(arguments[1], full.names = TRUE), read, "")
Encoding(texts) <- "UTF-8"
read_in <- 0
wrong <- 0
failed <- 0
for (text in texts) {
  found <- tryCatch(statcheck(text, messages = FALSE), error = function(condition) "failed")
  if (identical(found, "failed")) {
    failed <- failed + 1
  } else if (!is.null(found)) {
    read_in <- read_in + nrow(found)
    wrong <- wrong + sum(found$error, na.rm = TRUE)
  }
}
cat(sprintf('{"texts": %d, "results": %d, "errors": %d, "failed": %d}\n', length(texts), read_in, wrong, failed))
