// The translation unit that carries a precompiled header (cmake/kaon_pch.cmake); it has no code.
