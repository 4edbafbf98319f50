namespace Plimsoll.Policy.Tests.Scanners.Shell;

public class BatchTests
{
    // Batch files with the images that they name.
    public static TheoryData<string, string> Scripts { get; } = new()
    {
        { "@echo off\n@docker run nginx:1\nDOCKER.EXE pull a:1\n", "nginx:1@2:13-20 a:1@3:17-20" },
        { "docker run --rm ^\n  -v \"%cd%:/x\" ^\n  \"nginx:1\" ^\n  sh\n", "nginx:1@3:4-11" },
        { "set IMAGE=nginx:1\nset \"TAG=1.2\" & docker pull a:%tag%\ndocker run %Image%\nset V=3 \ndocker run b:%V%\n", "nginx:1@1:11-18 a:1.2@2:29-36 b:3@5:12-17" },
        { "setlocal EnableDelayedExpansion\nset T=1\ndocker run a:!T!\ndocker run %R%/x:%T%\ndocker run x:%1\ndocker run x:%T:~0,1%\n", "a:1@3:12-17 %R%/x:%T%@4:12-21 x:%1@5:12-16 x:%T:~0,1%@6:12-22" },
        { "if \"%T%\"==\"\" set T=1\nif not exist x docker pull a:%T%\nif errorlevel 1 (\n  docker pull b:2\n) else docker pull c:3\nif /i %A% == y docker pull d:4\nif defined X (docker pull e:5) else (docker pull f:6)\nif %A% equ 1 docker pull g:7\n", "a:1@2:28-33 b:2@4:15-18 c:3@5:20-23 d:4@6:28-31 e:5@7:27-30 f:6@7:50-53 g:7@8:26-29" },
        { "for %%i in (a:1 \"b:2\") do docker pull %%i\nfor /f \"tokens=*\" %%j in ('docker run c:3 cat') do echo %%j\nfor %%k in (d:4) do (\n  docker pull %%~k\n)\n", "a:1@1:13-16 b:2@1:18-21 c:3@2:39-42 d:4@3:13-16" },
        { "call docker pull a:1 >nul 2>&1 && docker pull b:2 || docker pull c:3 | more\n(docker pull d:4) & docker pull e:5\n", "a:1@1:18-21 b:2@1:47-50 c:3@1:66-69 d:4@2:14-17 e:5@2:33-36" },
        { "powershell -NoProfile -Command \"docker pull a:1\"\ncmd /c docker pull b:2\nwsl -d x -- docker pull c:3\n", "a:1@1:45-48 b:2@2:20-23" },
        { "docker build -t me/x:1 .\ndocker run me/x:1\n", "" },
        { "kubectl set image deploy/x c=a:1\nkind create cluster --image kindest/node:v1.30.0\n", "a:1@1:30-33 kindest/node:v1.30.0@2:29-49" },
    };

    [Fact]
    public async Task A_very_long_line_ends() =>
        Assert.Equal("a:1@1:1200013-1200016", await Deployment.ImagesAsync("x.cmd", string.Concat(Enumerable.Repeat("set A=1&", 150_000)) + "docker pull a:1\n"));

    public static TheoryData<string> Others { get; } =
    [
        "rem docker run no:1\n@REM docker run no:1\n:: docker run no:1\n:docker run no:1\necho docker run no:1\necho.docker run no:1\n",
        "docker run %IMAGE%\ndocker run %1\ndocker run %*\ndocker run %A%/%B%:%C%\ndocker run !X!\ndocker run 'no:1'\n",
        "title docker run no:1\nset X=docker run no:1\nset /p X=docker run no:1\ngoto docker\nmy-docker run no:1\ndocker compose pull no\n",
        "docker run \"\nset\nset \"\nset \"A=\nif\nif not\nfor\nfor %%i in (\nfor /f %%i in ('\n^",
        "))((\n%%~\n%\n!\n^^^\n&|<>\n",
    ];

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task Images_are_found_at_their_tokens(string script, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("x.cmd", script));

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task Neither_line_endings_nor_a_byte_order_mark_move_a_place(string script, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("x.bat", "\uFEFF" + script.Replace("\n", "\r\n", StringComparison.Ordinal)));

    [Theory]
    [MemberData(nameof(Others))]
    public async Task What_only_looks_similar_has_no_images(string script) =>
        Assert.Equal("", await Deployment.ImagesAsync("x.cmd", script));

    [Theory]
    [InlineData("rem plimsoll:ignore mutable-tag on purpose\r\ndocker run a:latest\r\n")]
    [InlineData(":: plimsoll:ignore mutable-tag on purpose\r\nrem and more\r\ndocker run a:latest\r\n")]
    public async Task A_comment_suppresses_a_finding(string script)
    {
        using var deployment = new Deployment().With("x.cmd", script);
        Assert.NotNull(Assert.Single((await deployment.CheckAsync()).Findings).Suppression);
    }
}
