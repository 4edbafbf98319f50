using System.Text;
using CsCheck;
using Plimsoll.Policy.Scanners;

namespace Plimsoll.Policy.Tests;

/// <summary>Programs written at random with known images at known places: the scanner finds exactly those.</summary>
public class GeneratedSourceCodeTests
{
    private static readonly string[] Images = ["nginx", "postgres:16.4", "reg:5000/a/b", "a@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "ghcr.io/x/y:1.2.3"];

    // A language: its head, what stands before and behind an image, each way to write one, and what may stand in between.
    private sealed record Program(string Name, string Head, (string Before, string Behind)[] Calls, string[] Noise);

    private static readonly Program[] Programs =
    [
        new("a.cs", "using DotNet.Testcontainers.Builders;\n", [("new ContainerBuilder().WithImage(\"", "\").Build();\n"), ("new RedisBuilder(@\"", "\");\n"), ("new ContainerBuilder(\"\"\"", "\"\"\");\n"), ("const string I{0} = \"", "\"; F(new ContainerBuilder(I{0}));\n")],
            ["", "// new ContainerBuilder(\"no:1\")\n", "/* \" */\n", "var c = '\"';\n", "var s = $\"{(\"a\")} \\\" new ContainerBuilder(\";\n", "var r = \"\"\"\n new ContainerBuilder(\"no:1\")\n \"\"\";\n", "#region don't \"\n", "var v = @\"\\\";\n", "var v = @\"\"\"new ContainerBuilder(\"\"no:1\"\")\";\n", "var e = \"\";\n", "é😀();\n"]),
        new("b.cs", "namespace X;\n", [("new ContainerBuilder().WithImage(\"", "\").Build();\n"), ("new PostgreSqlBuilder()\n  .WithDatabase(\"no:1\")\n  .WithImage(@\"", "\");\n"), ("const string I{0} = \"", "\"; var x{0} = new RedisBuilder().WithImage(I{0});\n")],
            ["", "// new ContainerBuilder().WithImage(\"no:1\")\n", "var s = \"new ContainerBuilder().WithImage(\";\n", "new CardBuilder().WithImage(\"no.png\");\n", "new RedisBuilder(\"redis:6379\");\n", "new ContainerBuilder();\n"]),
        new("A.java", "import org.testcontainers.containers.GenericContainer;\n", [("new GenericContainer<>(\"", "\");\n"), ("new RedisContainer(DockerImageName.parse(\"", "\").asCompatibleSubstituteFor(\"redis\"));\n"), ("static final String I{0} = \"", "\"; var x = new GenericContainer<>(I{0});\n")],
            ["", "// new GenericContainer(\"no:1\")\n", "/* \" */\n", "var c = '\"';\n", "var s = \"\\\" new GenericContainer(\";\n", "var r = \"\"\"\n new GenericContainer(\"no:1\")\n \"\"\";\n", "var e = \"\";\n"]),
        new("a.kt", "import org.testcontainers.containers.GenericContainer\n", [("GenericContainer<Nothing>(\"", "\")\n"), ("RedisContainer(DockerImageName.parse(\"\"\"", "\"\"\"))\n"), ("val i{0} = \"", "\"\nval x = RedisContainer(i{0})\n")],
            ["", "// GenericContainer(\"no:1\")\n", "/* /* \" */ \" */\n", "val c = '\"'\n", "val s = \"${x} \\\" GenericContainer(\"\n"]),
        new("a.go", "import \"github.com/testcontainers/testcontainers-go\"\n", [("testcontainers.Run(ctx, \"", "\")\n"), ("x := testcontainers.ContainerRequest{Image: `", "`}\n"), ("const i{0} = \"", "\"\ny := testcontainers.ContainerRequest{Image: i{0}}\n")],
            ["", "// testcontainers.Run(ctx, \"no:1\")\n", "/* \" */\n", "c := '\"'\n", "s := `\\`\n", "s := \"\\\" `\"\n", "t.Run(\"no:1\", \"no:2\")\n"]),
        new("a.ts", "import { GenericContainer } from 'testcontainers';\n", [("new GenericContainer(\"", "\");\n"), ("new PostgreSqlContainer('", "')\n"), ("new GenericContainer(`", "`)\n"), ("const i{0} = '", "';\nnew GenericContainer(i{0});\n")],
            ["", "// new GenericContainer(\"no:1\")\n", "/* ' */\n", "const c = /[/'\"]`/;\n", "const s = `${\"}\".length > 0 ? '{' : 1} new GenericContainer('no:1')`;\n", "const d = a / b; const e = c / '/';\n", "const q = \"'\";\n"]),
        new("a.py", "from testcontainers.core.container import DockerContainer\n", [("DockerContainer(\"", "\")\n"), ("DockerContainer(image=r'", "')\n"), ("DockerContainer(\"\"\"", "\"\"\")\n"), ("I{0} = '", "'\nx = DockerContainer(I{0})\n")],
            ["", "# DockerContainer(\"no:1\")\n", "''' \" DockerContainer(\"no:1\") '''\n", "c = \"'\"\n", "s = rb'\"'\n", "x = 7 // 2\n", "f = f'{a[\"b\"]} \"'\n"]),
    ];

    [Fact]
    public void Every_image_is_found_and_nothing_else() =>
        Gen.Select(Gen.Int[0, Programs.Length - 1], Gen.Int[0, 4].Array[1, 6], Gen.Int[0, 11].Array[6], Gen.Int[0, 3].Array[6], Gen.Bool, Gen.Bool).Sample((language, images, noise, calls, mark, carriageReturns) =>
        {
            var program = Programs[language];
            var text = new PlacedText(mark, carriageReturns).Write(program.Head);
            for (var i = 0; i < images.Length; i++)
            {
                var (before, behind) = program.Calls[calls[i] % program.Calls.Length];
                text.Write(program.Noise[noise[i] % program.Noise.Length]).Write(before.Replace("{0}", $"{i}", StringComparison.Ordinal))
                    .Image(Images[images[i]]).Write(behind.Replace("{0}", $"{i}", StringComparison.Ordinal));
            }

            Assert.Equal(text.Places, text.Scan(program.Name));
        }, iter: 2_000);

    [Fact]
    public void No_text_is_too_broken_to_read() =>
        Gen.Select(Gen.Int[0, Programs.Length - 1], Gen.String[Gen.Char["\"'`{}()[]$@\\/*#\n =.aA:<>+"], 0, 60]).Sample((language, tail) =>
        {
            var program = Programs[language];
            var text = new PlacedText().Write(program.Head).Write(program.Calls[^1].Before).Write(tail);
            _ = FileScanner.ScanBytes(new CandidateFile(Path.GetFullPath(program.Name), program.Name, IsExplicit: false), Encoding.UTF8.GetBytes(text.Text), new SourceTree("/", "/"), CancellationToken.None);
        }, iter: 5_000);
}
