# Writes OUTPUT, the manual page of PROGRAM (version VERSION, compressed by GZIP when there is one), from what it and
# its commands answer to --help: the first line says what it is for, "Usage:" how it is called.
cmake_minimum_required(VERSION 3.25)
cmake_path(GET PROGRAM FILENAME name)

# The text of `NAME words --help` as it stands, for a page that man formats.
function(ask words result)
  execute_process(COMMAND "${PROGRAM}" ${words} --help OUTPUT_VARIABLE text RESULT_VARIABLE status)
  if(status)
    message(FATAL_ERROR "${PROGRAM} ${words} --help failed")
  endif()
  set(${result} "${text}" PARENT_SCOPE)
endfunction()

function(escape text result)
  string(REPLACE "\\" "\\\\" text "${text}")
  string(REPLACE "-" "\\-" text "${text}")
  # A line that begins with a dot or a quote is a request to man.
  string(REGEX REPLACE "(^|\n)([.'])" "\\1\\\\&\\2" text "${text}")
  set(${result} "${text}" PARENT_SCOPE)
endfunction()

# A section for each command below these words, depth first.
function(add_commands words help)
  if(NOT help MATCHES "\nSubcommands:\n(([ ]+[^\n]+\n)+)")
    return()
  endif()
  string(REGEX MATCHALL "(^|\n)  [a-z]+" commands "${CMAKE_MATCH_1}")
  foreach(command IN LISTS commands)
    string(STRIP "${command}" command)
    set(path ${words} ${command})
    ask("${path}" text)
    string(JOIN " " title ${name} ${path})
    escape("${title}" title)
    escape("${text}" escaped)
    string(APPEND sections ".SS ${title}\n.nf\n${escaped}.fi\n")
    add_commands("${path}" "${text}")
  endforeach()
  set(sections "${sections}" PARENT_SCOPE)
endfunction()

ask("" help)
string(REGEX MATCH "^([^\n]*)\n(.*)$" matched "${help}")
set(about "${CMAKE_MATCH_1}")
set(body "${CMAKE_MATCH_2}")
string(REGEX REPLACE "^[A-Za-z-]+: " "" about "${about}")
string(REGEX MATCH "Usage: ([^\n]*)" matched "${body}")
set(usage "${CMAKE_MATCH_1}")
set(sections "")
add_commands("" "${help}")
if(sections)
  string(PREPEND sections ".SH COMMANDS\n")
endif()
foreach(part IN ITEMS name about usage body)
  escape("${${part}}" ${part})
endforeach()
string(TOUPPER "${name}" title)
file(WRITE "${OUTPUT}" ".TH ${title} 1 \"\" \"Kaon ${VERSION}\" \"User Commands\"
.SH NAME
${name} \\- ${about}
.SH SYNOPSIS
.B ${usage}
.SH DESCRIPTION
.nf
${body}.fi
${sections}")
if(GZIP)
  execute_process(COMMAND "${GZIP}" -9 -n -f "${OUTPUT}" COMMAND_ERROR_IS_FATAL ANY)
endif()
