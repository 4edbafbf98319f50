using System.Text;
using System.Text.Json;
using Plimsoll.Publishing;
using Plimsoll.Testing;

namespace Plimsoll.Cli.Tests.Commands;

/// <summary>What other commands print is checked without a file: <c>helm template . | plimsoll check -</c>.</summary>
public sealed class CheckStandardInputTests : IDisposable
{
    private const string Pod = "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - image: acme/web:1.2\n";

    private readonly TempDirectory _folder = new();
    private readonly CommandWorld _world;

    public CheckStandardInputTests() => _world = new CommandWorld(_folder.Path);

    public void Dispose() => _folder.Dispose();

    /// <summary>The findings as <c>file:line rule</c>, then the exit code.</summary>
    private async Task<string> CheckAsync(string input, params string[] arguments)
    {
        _world.Input = input;
        var result = await _world.RunAsync(["check", "--output", "json", .. arguments]);
        Assert.True(result.ExitCode is ExitCode.Done or ExitCode.PolicyViolation, result.Error);
        using var json = JsonDocument.Parse(result.Output);
        var findings = json.RootElement.GetProperty("findings").EnumerateArray()
            .Select(finding => $"{finding.GetProperty("file")}:{finding.GetProperty("startLine")} {finding.GetProperty("rule")}");
        return string.Join(", ", findings.Append($"{(int)result.ExitCode}"));
    }

    private Task<string> FailAsync(string input, params string[] arguments)
    {
        _world.Input = input;
        return _world.FailAsync(ExitCode.Usage, ["check", .. arguments]);
    }

    [Fact]
    public async Task Manifests_are_checked_with_all_their_documents()
    {
        var manifests = $"---\n# Source: web/templates/a.yaml\napiVersion: v1\nkind: ConfigMap\ndata: {{}}\n---\n{Pod}---\n{Pod.Replace(":1.2", ":latest", StringComparison.Ordinal)}";

        Assert.Equal("<stdin>:17 mutable-tag, 3", await CheckAsync(manifests, "-"));
        Assert.Equal("<stdin>:11 missing-digest, <stdin>:17 missing-digest, 3", await CheckAsync(manifests, "-", "--profile", "digest"));
    }

    [Fact]
    public async Task Manifests_without_an_image_pass()
    {
        _world.Input = "apiVersion: v1\nkind: ConfigMap\ndata: {}\n";

        Assert.Equal(["0 errors, 0 warnings; 0 images in 1 file"], (await _world.SucceedAsync("check", "-")).Lines);
    }

    [Theory]
    [InlineData("services:\n  web:\n    image: ${IMAGE:-redis}:${TAG}\n", "<stdin>:3 mutable-tag, 3")]
    [InlineData("# syntax=docker/dockerfile:1\n\nARG BASE=alpine\nFROM ${BASE}:latest\n", "<stdin>:4 mutable-tag, 3")]
    [InlineData("from alpine\n", "<stdin>:1 missing-tag, 3")]
    [InlineData("#!/bin/sh\ndocker run alpine:latest\n", "<stdin>:2 mutable-tag, 3")]
    [InlineData("\n{\"containerDefinitions\": [{\"name\": \"a\", \"image\": \"nginx:latest\"}]}", "<stdin>:2 mutable-tag, 3")]
    [InlineData("[broken: {\n", "<stdin>:2 unreadable-file, 0")]
    public async Task The_kind_is_that_of_the_content(string input, string expected)
    {
        _folder.Write(".env", "TAG=latest\n");

        Assert.Equal(expected, await CheckAsync(input, "-"));
    }

    [Theory]
    [InlineData("Dockerfile", "COPY --from=alpine / /\n", "Dockerfile:1 missing-tag, 3")]
    [InlineData("main.tf", "resource \"docker_image\" \"a\" { name = \"nginx:latest\" }\n", "main.tf:1 mutable-tag, 3")]
    [InlineData("deploy/prod/web.yaml", Pod, "deploy/prod/web.yaml:5 mutable-tag, 3")]
    [InlineData("deploy/test/web.yaml", Pod, "0")]
    public async Task With_a_name_it_is_that_file_in_its_environment(string name, string input, string expected) =>
        Assert.Equal(expected, await CheckAsync(input, "-", "--stdin-name", name));

    [Fact]
    public async Task A_name_in_production_of_the_configuration_gets_its_rules()
    {
        _folder.Write("plimsoll.yml", "environments:\n  live: { production: true, paths: ['clusters/a/**'], rules: { missing-digest: error } }\n");

        Assert.Equal("clusters/a/x.yaml:5 missing-digest, 3", await CheckAsync(Pod, "-", "--stdin-name", "clusters/a/x.yaml"));
        Assert.Equal("0", await CheckAsync(Pod, "-"));
    }

    [Fact]
    public async Task It_takes_the_place_of_the_file_of_that_name_and_leaves_the_others()
    {
        var old = Pod.Replace(":1.2", ":latest", StringComparison.Ordinal);
        _folder.Write("deploy/a.yaml", old);
        _folder.Write("deploy/b.yaml", old);
        _folder.Write("c.yaml", old);

        Assert.Equal("deploy/b.yaml:5 mutable-tag, 3", await CheckAsync(Pod, "-", "deploy", "--stdin-name", "deploy/a.yaml"));
        Assert.Equal("0", await CheckAsync(Pod, "-", "--stdin-name", "deploy/a.yaml"));
        Assert.Equal("0", await CheckAsync(Pod, "--", "-"));
    }

    [Theory]
    [InlineData("text")]
    [InlineData("github")]
    [InlineData("azure")]
    [InlineData("sarif")]
    [InlineData("junit")]
    [InlineData("checkstyle")]
    [InlineData("gitlab")]
    [InlineData("markdown")]
    [InlineData("json")]
    public async Task Every_report_can_name_it(string format)
    {
        _world.Input = "services: { web: { image: redis } }\n";

        var result = await _world.RunAsync("check", "-", "--report", format);

        Assert.Equal(ExitCode.PolicyViolation, result.ExitCode);
        Assert.Contains("stdin", result.Output, StringComparison.Ordinal);
        Assert.Equal("", result.Error);
    }

    [Fact]
    public async Task Its_encoding_is_that_of_its_mark()
    {
        _world.RawInput = [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("FROM alpine\r\n")];

        Assert.Equal("<stdin>:1 missing-tag, 3", await CheckAsync("", "-"));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n\n")]
    [InlineData("\uFEFF\n")]
    public async Task Nothing_is_no_pass(string input) =>
        Assert.Contains("There is nothing on standard input.", await FailAsync(input, "-"), StringComparison.Ordinal);

    [Fact]
    public async Task Its_size_is_limited_as_that_of_a_file()
    {
        const int Limit = 10 << 20;

        Assert.Equal("<stdin>:1 missing-tag, 3", await CheckAsync("FROM alpine\n".PadRight(Limit, '\n'), "-"));
        Assert.Contains("Standard input has more than 10485760 bytes", await FailAsync("FROM alpine\n".PadRight(Limit + 1, '\n'), "-"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mistaken_call_is_told_before_anything_is_read()
    {
        _folder.Write("deploy/a.yaml", Pod);

        Assert.Contains("--changed and - cannot be used together", await FailAsync(Pod, "-", "--changed", "main"), StringComparison.Ordinal);
        Assert.Contains("plimsoll check - --stdin-name x.yaml", await FailAsync(Pod, "deploy", "--stdin-name", "x.yaml"), StringComparison.Ordinal);
        foreach (var name in (string[])["deploy", "new/", ""])
            Assert.Contains($"'{name}' is not the name of a file.", await FailAsync(Pod, "-", "--stdin-name", name), StringComparison.Ordinal);
        _world.IsInputTerminal = true;
        Assert.Contains("Standard input is a terminal.", await FailAsync(Pod, "-"), StringComparison.Ordinal);
    }
}
