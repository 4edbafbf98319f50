using System.Text;
using CsCheck;
using Plimsoll.Policy.Scanners;

namespace Plimsoll.Policy.Tests;

/// <summary>Programs of Jsonnet written at random with known images at known places: the scanner finds exactly those.</summary>
public class GeneratedJsonnetTests
{
    private static readonly string[] Images = ["nginx:1", "postgres:16.4", "reg:5000/a/b", "a@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "ghcr.io/x/y:1.2.3"];

    // What stands before and behind an image; {0} is a number of its own.
    private static readonly (string Before, string Behind)[] Places =
    [
        ("  a{0}: { spec: { containers: [{ name: 'no:1', image: '", "' }] } },\n"),
        ("  b{0}: { 'image': \"", "\" },\n"),
        ("  c{0}:: { image+:: @'", "' },\n"),
        ("  _images+:: {\n    built: $._config.x,\n    d{0}: '", "',\n  },\n"),
        ("  e{0}: container.new('no:1', \"", "\") + container.withPorts([]),\n"),
        ("  f{0}: k.core.v1.container.withImage('", "'),\n"),
        ("  g{0}: { image: if $._config.dev then '", "' else $._images.x },\n"),
        ("  local i{0} = '", "', h{0}: { image: i{0} },\n"),
        ("  j{0}: { image: |||\n      ", "\n    |||,\n  },\n"),
    ];

    private static readonly string[] Noise =
    [
        "", "  // image: 'no:1'\n", "  # it's image: 'no:1'\n", "  /* image: 'no:1' */\n", "  n: \"image: 'no:1' \\\" é😀\",\n", "  n: |||\n    image: 'no:1'\n  |||,\n", "  n: @\"image: \"\"no:1\"\"\",\n", "  n: { image: $._images.x },\n", "  n: container.new('no:1', $._images.x),\n", "  n: { images: { a: 'no:1' } },\n", "  n: service.new('no:1', 'no:2'),\n",
    ];

    [Fact]
    public void Every_image_of_a_program_is_found_and_nothing_else() =>
        Gen.Select(Gen.Int[0, Images.Length - 1].Array[1, 6], Gen.Int[0, Places.Length - 1].Array[6], Gen.Int[0, Noise.Length - 1].Array[6], Gen.Bool, Gen.Bool).Sample((images, places, noise, mark, carriageReturns) =>
        {
            var text = new PlacedText(mark, carriageReturns).Write("local k = import 'k.libsonnet';\n{\n");
            for (var i = 0; i < images.Length; i++)
            {
                var (before, behind) = Places[places[i]];
                text.Write(Noise[noise[i]]).Write(before.Replace("{0}", $"{i}", StringComparison.Ordinal)).Image(Images[images[i]]).Write(behind.Replace("{0}", $"{i}", StringComparison.Ordinal));
            }

            Assert.Equal(text.Places, text.Write("}\n").Scan("main.jsonnet"));
        }, iter: 1_000);

    [Fact]
    public void No_text_is_too_broken_to_read() =>
        Gen.String[Gen.Char["\"'|{}()[]$@\\/*#\n =.:+%,aif"], 0, 80].Sample(tail =>
            _ = FileScanner.ScanBytes(new CandidateFile(Path.GetFullPath("x.libsonnet"), "x.libsonnet", IsExplicit: false), Encoding.UTF8.GetBytes("{ image: if x then " + tail + " _images+:: {" + tail), new SourceTree("/", "/"), CancellationToken.None), iter: 5_000);
}
