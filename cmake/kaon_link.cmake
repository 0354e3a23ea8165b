# kaon_fast_linker(TARGET): links a program with mold, or else lld, in projects on the installed library, since each
# edit waits for it. A project that names a linker itself keeps it; the library's tree has its own:
# kaon_toolchain.cmake.
include_guard(GLOBAL)
find_program(KAON_MOLD mold)  # Debian: mold

function(kaon_fast_linker target)
  if(NOT KAON_INSTALLED OR "${CMAKE_EXE_LINKER_FLAGS};${CMAKE_CXX_FLAGS}" MATCHES "-fuse-ld")
    return()
  endif()
  if(KAON_MOLD)
    target_link_options(${target} PRIVATE -fuse-ld=mold)
  else()
    target_link_options(${target} PRIVATE -fuse-ld=lld)
  endif()
endfunction()
