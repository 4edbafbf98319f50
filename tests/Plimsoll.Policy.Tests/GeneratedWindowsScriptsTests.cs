using System.Text;
using CsCheck;
using Plimsoll.Policy.Scanners;

namespace Plimsoll.Policy.Tests;

/// <summary>Scripts of PowerShell and batch files written at random with known images at known places: the scanners find exactly those.</summary>
public class GeneratedWindowsScriptsTests
{
    private static readonly string[] Images = ["nginx", "nginx:1.27.3", "reg:5000/nginx", "ghcr.io/acme/app:latest", "a/b@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "redis:7-alpine"];

    // A name, what stands before and behind an image with {0} for a number of its own, and what may stand in between.
    private static readonly (string Name, (string Before, string Behind)[] Places, string[] Noise)[] Languages =
    [
        ("x.ps1",
            [
                ("docker run --rm ", " sh\n"), ("& docker.exe pull '", "'\n"), ("docker run `\n  -v \"$(Get-Location):/x\" `\n  \"", "\" `\n  sh\n"), ("if (podman pull ", ") { exit 1 }\n"), ("$x = $(docker run -e \"A=`\"b\" ", ") | Out-String\n"),
                ("$i{0} = \"", "\"\ndocker run $i{0}\n"), ("[string]$env:I{0}='", "'; docker pull \"$env:I{0}\"\n"), ("function F{0}([string]$p{0} = \"", "\", $x) { docker pull $p{0} }\n"), ("foreach ($f{0} in @('", "')) {\n  docker pull $f{0}\n}\n"), ("bash -c \"docker pull ", "\"\n"), ("try { kubectl run x --image=", " } finally { }\n"),
            ],
            [
                "", "# docker run no:1\n", "<# docker run no:1\n it's #>\n", "Write-Host \"docker run no:1\" # é😀\n", "@\"\ndocker run no:1 \"\n\"@ | Out-File x\n", "@'\n' docker run no:1\n'@ | Out-File x\n", "docker build -t no:1 . # 'x\n", "$h = @{ image = 'no'; docker = \"run\" }\n", "docker rm no:1\n",
                "[Net.ServicePointManager]::SecurityProtocol = 'docker run no:1'\n", "$y = 'it''s' + \"`$(\" + \"{0}\" -f $z\n", "return\n", "switch ($z) { 'docker' { 'run no:1' } default { $null } }\n",
            ]),
        ("x.cmd",
            [
                ("docker run --rm ", " sh\n"), ("@docker.exe pull \"", "\" >nul 2>&1\n"), ("docker run ^\n  -v \"%cd%:/x\" ^\n  ", " ^\n  sh\n"), ("if not \"%A%\"==\"b\" (\n  podman pull ", "\n) else echo no:1\n"), ("for /f %%x in ('docker run ", "') do echo %%x\n"),
                ("set I{0}=", "\ndocker run %I{0}%\n"), ("set \"j{0}=", "\"\ndocker run !J{0}! x\n"), ("for %%i in (", ") do docker pull %%i\n"), ("cmd /c \"docker pull ", "\"\n"), ("call docker pull ", " || exit /b 1\n"),
            ],
            ["", "rem docker run no:1\n", ":: docker run \"no:1\n", ":docker\n", "echo docker run no:1 ^& x\n", "@REM it's \" docker run no:1\n", "set X=docker run no:1\n", "set /p Y=docker run no:1\n", "docker build -t no:1 .\n", "if exist x goto docker\n", "docker rm no:1 & rem é😀\n", "(echo a\n)\n"]),
    ];

    [Fact]
    public void Every_image_of_a_script_is_found_and_nothing_else() =>
        Gen.Select(Gen.Int[0, Languages.Length - 1], Gen.Int[0, Images.Length - 1].Array[1, 6], Gen.Int[0, 23].Array[6], Gen.Int[0, 23].Array[6], Gen.Bool, Gen.Bool).Sample((language, images, places, noise, mark, carriageReturns) =>
        {
            var (name, all, between) = Languages[language];
            var text = new PlacedText(mark, carriageReturns);
            var hasLoop = false;
            for (var i = 0; i < images.Length; i++)
            {
                // A variable of a loop has one value only where the file has one such loop.
                var (before, behind) = all[places[i] % all.Length];
                if (hasLoop && behind.Contains("%%i", StringComparison.Ordinal))
                    (before, behind) = all[0];
                hasLoop |= behind.Contains("%%i", StringComparison.Ordinal);
                text.Write(between[noise[i] % between.Length]).Write(before.Replace("{0}", $"{i}", StringComparison.Ordinal)).Image(Images[images[i]]).Write(behind.Replace("{0}", $"{i}", StringComparison.Ordinal));
            }

            Assert.Equal(text.Places, text.Scan(name));
        }, iter: 2_000);

    [Fact]
    public void No_text_is_too_broken_to_read() =>
        Gen.Select(Gen.Bool, Gen.String[Gen.Char["\"'`{}()[]$@%!^&|<>#:;,=+\n\r .aiAsetf"], 0, 60]).Sample((isBatch, tail) =>
        {
            var name = isBatch ? "x.cmd" : "x.ps1";
            _ = FileScanner.ScanBytes(new CandidateFile(Path.GetFullPath(name), name, IsExplicit: false), Encoding.UTF8.GetBytes("docker pull x:" + tail), new SourceTree("/", "/"), CancellationToken.None);
        }, iter: 20_000);
}
