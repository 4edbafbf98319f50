using System.Text;
using Plimsoll.Publishing;
using Plimsoll.Testing;
using Snapshooter.Xunit;

namespace Plimsoll.Cli.Tests;

/// <summary>Every kind of mistyped command line, as its error is printed.</summary>
public sealed class MistakeTests : IDisposable
{
    private static readonly string[] Mistakes =
    [
        "chek", "receipt", "receipt shw", "receipt frobnicate", "-x", "docker images", "images", "rmi x", "build .", "deploy x", "bump",
        "ls", "push", "push oci:out", "pull nginx", "pull oci:out", "copy a --", "docker run app", "copy --all ghcr.io/acme/app:1 quay.io/acme/app:1", "config ghcr.io/acme/app:1", "promote x", "tags x", "digest a b",
        "tags --image", "tags --no-such-thing", "tags --expalin", "tags --json", "tags --verbose", "tags --all", "publish --env staging", "check --dryrun", "ls --no-color x", "ls --insecure x",
        "tags -o yaml", "tags -o json -o text", "schema doctr", "check --profile tga", "check --profile strict", "tags --host gihub", "publish --via enigne", "version -i maybe", "tags --verbosity=loud",
        "docker login -u ann -p secret ghcr.io", "crane auth login --password=secret ghcr.io", "skopeo copy --src-creds ann:secret docker://ghcr.io/acme/app:1 dir:app", "login -u ann -p secret --password-stdin ghcr.io",
        "tags --tags smver", "policy explain mutable", "publish --image ap", "tags --environment stagign", "promote 2.1.0 --to prod", "check --report sarfi",
    ];

    private readonly GitRepository _repository = GitRepository.Released();
    private readonly CommandWorld _world;

    public MistakeTests()
    {
        _world = new CommandWorld(_repository.Path);
        _world.Environment["DOCKER_HOST"] = "unix:///none";
        _repository.Write("plimsoll.yml", "images: { api: { source: files:out }, web: { source: files:out } }\nenvironments: { staging: {}, production: {} }\n");
    }

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task Each_is_refused_with_what_is_wrong_and_what_to_type()
    {
        var pages = new StringBuilder();
        foreach (var line in Mistakes)
        {
            var error = await _world.FailAsync(ExitCode.Usage, line.Split(' '));
            Assert.DoesNotContain("secret", error, StringComparison.Ordinal);
            pages.Append("$ plimsoll ").Append(line).Append('\n').Append(error).Append('\n');
        }

        Snapshot.Match(pages.ToString().Replace(_repository.Path, "/work", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_tag_that_does_not_exist_is_answered_with_one_that_does()
    {
        await using var registry = await SharedRegistry.OpenAsync();
        _repository.Write("plimsoll.yml", "{}");
        _repository.Write("out/hello", "hello");
        var image = $"{registry.Root}/acme/app";
        await _world.SucceedAsync("publish", "files:out", "--image", image);

        var near = await _world.FailAsync(ExitCode.NotFound, "inspect", $"{image}:2.1.1");
        var far = await _world.FailAsync(ExitCode.NotFound, "inspect", $"{image}:nightly");
        var gone = await _world.FailAsync(ExitCode.NotFound, "inspect", $"{image}-x:2.1.0");

        Assert.Contains($"Did you mean '{image}:2.1.0'?", near, StringComparison.Ordinal);
        Assert.DoesNotContain("Did you mean", far, StringComparison.Ordinal);
        Assert.Contains($"plimsoll ls {image}", far, StringComparison.Ordinal);
        Assert.Contains("Check the name", gone, StringComparison.Ordinal);
    }
}
