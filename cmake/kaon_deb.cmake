# The Debian package, by CPack: cmake --preset package && cmake --build --preset package && cpack --preset package
#
# One package: who writes an application needs all of it, and it depends on all that building one takes. The
# compiler is Debian 12's own (bookworm main). tools/try_package.sh tries it on a fresh machine.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME kaon)
set(CPACK_PACKAGE_VENDOR "The Kaon authors")
# A package must name an address, and the project has none: .invalid is no one's (RFC 2606). Lintian takes it, unlike
# localhost. Who hands packages to others sets the own one: -DCPACK_PACKAGE_CONTACT="Name <address>".
set(CPACK_PACKAGE_CONTACT "Kaon developers <kaon@kaon.invalid>" CACHE STRING "Maintainer of the Debian package")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "full-stack web framework for C++26")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION "HTTP server, typed routing, JSON, SQL that is checked when it is compiled,
telemetry, and components that the server renders and the browser goes on
with as WebAssembly, in one library with one toolchain.
.
This package holds all that an application is built with: headers, static
libraries, the objects of the browser half, the CMake package and the
program kaon, which starts, serves and releases a project.")
find_program(KAON_SHLIBDEPS dpkg-shlibdeps)  # Debian: dpkg-dev
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS OFF)
set(needs)
if(KAON_SHLIBDEPS)
  set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
else()
  set(needs libc6 libgcc-s1 libstdc++6 libsqlite3-0 libssl3 libnghttp2-14 libcurl4 zlib1g libbrotli1 libzstd1)
endif()
# The same list as in tools/packages.txt, but for what only the library's own build or its tests take.
list(APPEND needs clang-19 lld-19 libstdc++-12-dev libc6-dev cmake ninja-build libsqlite3-dev libnghttp2-dev
     libssl-dev zlib1g-dev libcurl4-openssl-dev libbrotli-dev libzstd-dev
     libgtest-dev libc++-19-dev-wasm32 libclang-rt-19-dev-wasm32 wasi-libc binaryen esbuild brotli)
list(JOIN needs ", " CPACK_DEBIAN_PACKAGE_DEPENDS)
# A faster linker, the editor's half of the compiler; sanitizers.
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "mold, clangd-19, clang-format-19")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "libclang-rt-19-dev, ccache")

# What Debian wants in /usr/share/doc.
set(doc "${CMAKE_BINARY_DIR}/package/doc")
file(MAKE_DIRECTORY "${doc}")
file(READ "${PROJECT_SOURCE_DIR}/LICENSE" license)
string(REGEX REPLACE "^MIT License\n\n(Copyright[^\n]*)\n\n" "" license "${license}")
set(copyright "${CMAKE_MATCH_1}")
string(REGEX REPLACE "^Copyright \\(c\\) " "" copyright "${copyright}")
string(REGEX REPLACE "\n\n" "\n.\n" license "${license}")
string(REGEX REPLACE "\n+$" "" license "${license}")
string(REPLACE "\n" "\n " license "${license}")
file(WRITE "${doc}/copyright" "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: kaon

Files: *
Copyright: ${copyright}
License: Expat
 ${license}
")
file(WRITE "${doc}/changelog.Debian" "kaon (${PROJECT_VERSION}-1) bookworm; urgency=medium

  * The changes are those of version ${PROJECT_VERSION}: see changelog.gz.

 -- ${CPACK_PACKAGE_CONTACT}  Thu, 01 Jan 2026 00:00:00 +0000
")
file(COPY_FILE "${PROJECT_SOURCE_DIR}/CHANGELOG.md" "${doc}/changelog")
set(docs "${doc}/copyright")
if(KAON_GZIP)
  execute_process(COMMAND "${KAON_GZIP}" -9 -n -f -k "${doc}/changelog" "${doc}/changelog.Debian")
  list(APPEND docs "${doc}/changelog.gz" "${doc}/changelog.Debian.gz")
endif()
install(FILES ${docs} DESTINATION share/doc/kaon)
# What lintian, Debian's checker, is not to say of a package that is not on its way into Debian.
file(WRITE "${doc}/overrides" "# Debian has no bug about a missing package that this one would close.
kaon: initial-upload-closes-no-bugs
")
install(FILES "${doc}/overrides" DESTINATION share/lintian/overrides RENAME kaon)
include(CPack)
