# Applications on top of the library.
#
#   kaon_app(NAME [LIBS library...] [PCH header...])
#                                        an application: folders app/ browser/ server/ migrations/ assets/ tests/;
#                                        the headers after PCH are parsed once for all its sources
#
# The folder says where a source runs: app/ on both sides, server/ on the server, browser/ in the browser. kaon_app
# compiles app/*.cpp and server/*.cpp except server/main.cpp into the library NAME_app, so that tests link what the
# program runs; server/main.cpp, or main.cpp of a program that is no server, becomes the program NAME; every *_test.cpp
# and tests/*.cpp the program NAME_test.
# When there is a browser/main.cpp, app/*.cpp and browser/*.cpp become NAME.wasm (kaon_browser); it is embedded with the
# library's glue and the files below assets/ (kaon_embed, namespace assets), and assets::browser_half() has the
# addresses with which a page starts it. Checked SQL in any source of the server's half, main.cpp and tests too, is
# described against migrations/ before it is compiled (kaon_sql). ctest finds the tests when the top CMakeLists.txt
# calls enable_testing().
include_guard(GLOBAL)
include(kaon_browser)
include(kaon_embed)
include(kaon_link)
include(kaon_sql)
include(kaon_test)

function(kaon_app name)
  cmake_parse_arguments(APP "" "" "LIBS;PCH" ${ARGN})
  set(here "${CMAKE_CURRENT_SOURCE_DIR}")
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${here}/app/*.cpp" "${here}/server/*.cpp")
  file(GLOB_RECURSE helpers CONFIGURE_DEPENDS "${here}/tests/*.cpp")
  set(tests ${sources})
  list(FILTER tests INCLUDE REGEX "_test\\.cpp$")
  list(APPEND tests ${helpers})
  list(FILTER sources EXCLUDE REGEX "(_test\\.cpp|/server/main\\.cpp)$")

  add_library(${name}_app STATIC ${sources})
  target_include_directories(${name}_app PUBLIC "${PROJECT_SOURCE_DIR}" "${here}")
  target_link_libraries(${name}_app PUBLIC ${APP_LIBS})
  if(APP_PCH AND KAON_PCH)
    target_precompile_headers(${name}_app PRIVATE ${APP_PCH})
  elseif(KAON_INSTALLED AND KAON_PCH)
    kaon_app_headers(headers ${APP_LIBS})
    target_precompile_headers(${name}_app PRIVATE ${KAON_STD_HEADERS} ${headers})
  else()
    kaon_use_pch(${name}_app std)
  endif()
  # Before anything generated joins the sources: only files that people wrote hold queries.
  if(EXISTS "${here}/migrations")
    kaon_sql(${name}_app MIGRATIONS "${here}/migrations")
  endif()
  if(EXISTS "${here}/browser/main.cpp")
    kaon_app_browser(${name})
  elseif(EXISTS "${here}/assets")
    kaon_embed(${name}_app NAME assets FOLDER assets)
  endif()
  set(main "${here}/server/main.cpp")
  if(NOT EXISTS "${main}")
    set(main "${here}/main.cpp")
  endif()
  add_executable(${name} "${main}")
  target_link_libraries(${name} PRIVATE ${name}_app)
  kaon_fast_linker(${name})
  if(EXISTS "${here}/migrations")
    kaon_sql(${name} MIGRATIONS "${here}/migrations")
  endif()
  if(KAON_INSTALLED AND KAON_PCH)
    target_precompile_headers(${name} REUSE_FROM ${name}_app)
  endif()
  # In a project of its own the tests are always wanted; KAON_TESTS is about the library.
  if(tests AND (KAON_TESTS OR NOT PROJECT_NAME STREQUAL "kaon"))
    kaon_test(${name}_test LABEL ${name} SOURCES ${tests} LIBS ${name}_app)
    if(EXISTS "${here}/migrations")
      kaon_sql(${name}_test MIGRATIONS "${here}/migrations")
    endif()
  endif()
endfunction()

# The library's own headers that most sources of an application with these LIBS include: parsed once, a third less for
# each edit of a handler (2.3 -> 1.5 s). Not sql.hpp: what the build knows of queries must be read before it.
function(kaon_app_headers result)
  set(headers)
  if("${ARGN}" MATCHES "kaon(::|_)(web|app|program)")
    list(APPEND headers "<kaon/web/web.hpp>")
  endif()
  if("${ARGN}" MATCHES "kaon(::|_)(ui|app)")
    list(APPEND headers "<kaon/ui/ui.hpp>")
  endif()
  set(${result} ${headers} PARENT_SCOPE)
endfunction()

# The browser half, embedded together with the assets.
function(kaon_app_browser name)
  set(here "${CMAKE_CURRENT_SOURCE_DIR}")
  set(made)
  set(half none)
  if(KAON_BROWSER_ENABLED)
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${here}/app/*.cpp" "${here}/browser/*.cpp")
    list(FILTER sources EXCLUDE REGEX "_test\\.cpp$")
    kaon_browser_program(${name} SOURCES ${sources} INCLUDES "${here}" "${PROJECT_SOURCE_DIR}"
                         "${CMAKE_CURRENT_BINARY_DIR}")
    set(made "${name}.wasm=${${name}_wasm}" "kaon.js=${${name}_glue}")
    set(half ${name})
  endif()
  # A library by its path and not by its name: else CMake would compile no source of the server before the browser half
  # is linked.
  add_library(${name}_assets STATIC)
  kaon_embed(${name}_assets NAME assets FOLDER assets GENERATED ${made} HALF ${half})
  target_link_libraries(${name}_assets PRIVATE kaon_browser)
  target_link_libraries(${name}_app PUBLIC kaon_browser
                        INTERFACE "${CMAKE_CURRENT_BINARY_DIR}/lib${name}_assets.a")
  target_include_directories(${name}_app PUBLIC "${CMAKE_CURRENT_BINARY_DIR}")
endfunction()
