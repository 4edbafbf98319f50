namespace Plimsoll.Policy.Tests.Scanners.Shell;

public class PowerShellTests
{
    // Scripts with the images that they name.
    public static TheoryData<string, string> Scripts { get; } = new()
    {
        { "docker run nginx:1\n", "nginx:1@1:12-19" },
        { "docker.exe run --rm -it `\n  -v \"${PWD}:/x\" `\n  -p 80:80 `\n  'nginx:1' sh\n", "nginx:1@4:4-11" },
        { "& docker pull a:1; & \"C:\\Tools\\docker.exe\" pull b:2; Docker PULL c:3\n", "a:1@1:15-18 b:2@1:49-52" },
        { "$image = \"nginx:1.2\"\ndocker run $image\n", "nginx:1.2@1:11-20" },
        { "[string] $Tag = '1.2'\n$repo='ghcr.io/acme'\ndocker run \"$repo/app:$tag\"; docker run \"$($repo)/b:${Tag}\" ; docker run $repo/c:$TAG\n", "ghcr.io/acme/app:1.2@3:13-27 ghcr.io/acme/b:1.2@3:42-59 ghcr.io/acme/c:1.2@3:74-86" },
        { "$script:A = 'a:1'\n$env:B = \"b:2\"\n${c} = \"c\" + ':' + 3\ndocker pull $a; docker pull $env:B; docker pull \"${env:B}\"; docker pull $C\n", "a:1@1:14-17 b:2@2:11-14 c:3@3:9-21" },
        { "docker pull x:$tag\ndocker pull \"$r/x:1\"\ndocker pull $repo.name/x:1\ndocker pull \"x:$($a.Tag)\"\ndocker pull \"$r:1\"\n", "x:$tag@1:13-19 $r/x:1@2:14-20 $repo.name/x:1@3:13-27 x:$($a.Tag)@4:14-25" },
        { "param(\n  [Parameter(Mandatory = $true)] [string]$Name,\n  [string]$Image = \"a:1\", # docker pull no:1\n  $Tag = '2', [switch]$Force\n)\nfunction Start-It([string] $What = \"c:3\") { docker run $What }\ndocker run $Image\ndocker run b:$tag\ndocker run $Name\n", "a:1@3:21-24 b:2@8:12-18 c:3@6:37-40" },
        { "foreach ($i in \"a:1\", 'b:2') { docker pull $i }\n$list = @(\n  'c:3' # one\n  'd:4'\n)\nforeach($j in $list) {\n  docker pull $j\n}\n\"e:5\",\"f:6\" | ForEach-Object { docker pull $_ }\n", "a:1@1:17-20 b:2@1:24-27 c:3@3:4-7 d:4@4:4-7 e:5@9:2-5 f:6@9:8-11" },
        { "$args1 = @('run', '--rm', 'a:1')\n& docker @args1\ndocker @('pull') @x\n", "a:1@1:28-31" },
        { "if (-not (docker pull a:1)) { throw \"x\" } else { docker pull b:2 }\ntry { $x = docker run c:3 | Out-String } catch { docker run d:4 2>&1 > $null }\n$y = $(docker run e:5)\nwhile (!(docker run f:6)) { sleep 1 }\nreturn docker run g:7\n", "a:1@1:23-26 b:2@1:62-65 c:3@2:23-26 d:4@2:61-64 e:5@3:19-22 f:6@4:21-24 g:7@5:19-22" },
        { "Invoke-Expression \"docker run a:1\"\nbash -c 'docker run b:2'\ncmd /c \"docker run c:3\"\ncmd.exe /c docker run d:4\npwsh -NoProfile -Command \"docker run e:5\"\nwsl docker run f:6\n", "a:1@1:31-34 b:2@2:21-24 c:3@3:20-23 d:4@4:23-26 e:5@5:38-41 f:6@6:16-19" },
        { "$t = $env:TAG ?? '1'\ndocker run a:$t\n$u = \"{0}\" -f $x\ndocker run b:$u\n$v = '1'\n$v += '2'\ndocker run c:$v\n", "a:1@2:12-16 b:$u@4:12-16 c:$v@7:12-16" },
        { "kubectl set image deploy/x c=a:1\nhelm upgrade x oci://r.example/chart --version 1.2.3\naz containerapp update --image=\"b:2\"\n", "a:1@1:30-33 r.example/chart:1.2.3@2:48-53 b:2@3:33-36" },
        { "@\"\ndocker run no:1\n\"@ | Out-File x\n@'\n' docker run no:2\n'@\n<# docker run no:3\n#>\ndocker run a:1 # docker run no:4\n", "a:1@9:12-15" },
        { "docker build -t me/x:1 .\ndocker run me/x:1\ndocker tag me/x:1 \"b/c:$tag\"\ndocker push b/c:$tag\n", "" },
        { "docker run \"x`:1\" `\n  sh\ndocker run y:1`\n", "x:1@1:13-17 y:1@3:12-15" },
    };

    public static TheoryData<string> Others { get; } =
    [
        "# docker run no:1\nWrite-Host docker run no:1\nWrite-Output \"docker run no:1\"; 'docker run no:1'\necho docker run no:1\n",
        "docker run $image\ndocker run $args\ndocker run \"$repo/$name`:$tag\"\ndocker run (Get-Image)\ndocker run @x\ndocker run $x[0]\n",
        "docker compose pull no\ndocker rm no:1\nGet-Docker run no:1\n$docker.run('no:1')\n@{ image = 'no'; docker = 'run no:1' }\n",
        "docker run \"unclosed",
        "docker run 'unclosed\n",
        "$(((@(@{[[\"$(",
        "}}))]]\n$\n$x=\n$x+=,\nforeach (\nforeach ($x\nparam(\nparam($x=\nfunction\n@\n`",
        "$x = @(\n",
        "$a = $b + \n$b = $a\ndocker run $a\n",
    ];

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task Images_are_found_at_their_tokens(string script, string expected) =>
        Assert.Equal(Sorted(expected), Sorted(await Deployment.ImagesAsync("x.ps1", script)));

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task Neither_line_endings_nor_a_byte_order_mark_move_a_place(string script, string expected) =>
        Assert.Equal(Sorted(expected), Sorted(await Deployment.ImagesAsync("x.psm1", "\uFEFF" + script.Replace("\n", "\r\n", StringComparison.Ordinal))));

    [Theory]
    [MemberData(nameof(Others))]
    public async Task What_only_looks_similar_has_no_images(string script) =>
        Assert.Equal("", await Deployment.ImagesAsync("x.ps1", script));

    [Theory]
    [InlineData("scripts/run", "#!/usr/bin/env pwsh\ndocker run `\n a:1\n", "a:1@3:2-5")]
    [InlineData("x.PS1", "docker run a:1\n", "a:1@1:12-15")]
    public async Task A_script_is_known_by_its_extension_or_its_first_line(string file, string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync(file, text));

    [Fact]
    public async Task What_a_broken_script_names_is_told()
    {
        using var deployment = new Deployment().With("x.ps1", "docker pull a:1\n$x = \"it's\ndocker pull b:2\n").With("y.ps1", "<#\ndocker pull c:3\n");
        var result = await deployment.CheckAsync();
        Assert.Equal(["x.ps1:3", "y.ps1:2"], result.Unread.Select(unread => $"{unread.File}:{unread.Line}"));
    }

    [Fact]
    public async Task Deep_nesting_and_long_loops_of_variables_end()
    {
        var script = string.Concat(Enumerable.Repeat("$(@(", 5_000)) + "\n" + string.Concat(Enumerable.Range(0, 2_000).Select(i => $"$v{i + 1} = \"$v{i}$v{i}\"\n")) + "$v0='a'\ndocker run x:$v2000\n";
        using var deployment = new Deployment().With("x.ps1", script).With("y.ps1", script.TrimStart('$', '(', '@'));
        Assert.Equal(["x:$v2000@y.ps1:2003:12-20"], await deployment.UsesAsync());
    }

    [Fact]
    public async Task Very_long_expressions_and_lists_end()
    {
        var script = "$x = " + string.Concat(Enumerable.Repeat("'a' + ", 20_000)) + "'b'\n$y = @(" + string.Concat(Enumerable.Repeat("'run', ", 20_000)) + "'a')\n" + string.Concat(Enumerable.Repeat("docker @y\n", 20_000)) + "docker pull a:1\n";
        Assert.Equal("a:1@20003:13-16", await Deployment.ImagesAsync("x.ps1", script));
    }

    [Fact]
    public async Task What_is_nested_too_deeply_is_told()
    {
        using var deployment = new Deployment().With("x.ps1", string.Concat(Enumerable.Repeat("& { ", 100)) + "\ndocker pull a:1\n");
        Assert.Single((await deployment.CheckAsync()).Unread);
    }

    private static string Sorted(string images) => string.Join(" ", images.Split(' ').Order(StringComparer.Ordinal));
}
