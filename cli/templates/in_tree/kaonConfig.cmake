# What find_package(kaon) finds for the templates while they are part of Kaon's own build: everything is there already.
