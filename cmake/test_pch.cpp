// The translation unit that carries the tests' precompiled header (cmake/kaon_part.cmake); it has no code.
