// Real numbers as text: kaon/base/real_text.hpp.
imports.write_real = (value, at, bits) => {
  let text = String(value);
  // The shortest text of a float is shorter than that of the double which is equal to it.
  for (let digits = 1; bits === 24 && digits < 10; ++digits) {
    text = String(Number(value.toPrecision(digits)));
    if (Math.fround(Number(text)) === value) break;
  }
  return encoder.encodeInto(text, bytesAt(at, 32)).written;
};

imports.read_real = (at, size) => Number(textAt(at, size));
