using System.Net;
using System.Text;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Layout;
using Plimsoll.Publishing;
using Plimsoll.Testing;

namespace Plimsoll.Cli.Tests;

/// <summary>
/// What users of docker, crane and skopeo type, with a real registry and a real engine: it works, or exit code 2 and the whole line
/// that does, which is then run too. REG is the registry, HOST its address, BLOB the configuration of the image; SECURE is
/// a registry that asks for a password, which is SECRET.
/// </summary>
public sealed class UsualLinesTests : IAsyncLifetime, IDisposable
{
    /// <summary>Lines that work as they are, and a part of what they print.</summary>
    private static readonly (string Typed, string Prints)[] Working =
    [
        ("pull REG/acme/app:1.0", "sha256:"),
        ("pull -q REG/acme/app:1.0", "sha256:"),
        ("pull REG/acme/app:1.0 app.tar", "sha256:"),
        ("push REG/acme/tool:1", "sha256:"),
        ("push app.tar REG/acme/pushed:1", "sha256:"),
        ("tag REG/acme/app:1.0 canary", "REG/acme/app:canary@sha256:"),
        ("tag REG/acme/app:1.0 REG/acme/mirror:1.0", "REG/acme/mirror:1.0@sha256:"),
        ("login -u ann -p SECRET SECURE", "logged in to SECURE as ann"),
        ("logout SECURE", "removed the credentials for SECURE"),
        ("search nginx", "nginx  Official build of Nginx.  20000  [OK]"),
        ("search --limit 5 --filter stars=3 --no-trunc nginx", "Official build of Nginx."),
        ("ls REG/acme/app", "1.0"),
        ("ls docker-daemon:", "acme/local"),
        ("digest REG/acme/app:1.0", "sha256:"),
        ("copy REG/acme/app:1.0 REG/acme/copied:1.0", "sha256:"),
        ("copy docker://REG/acme/app:1.0 docker://REG/acme/copied:2.0", "sha256:"),
        ("copy docker://REG/acme/app:1.0 dir:skopeo", "sha256:"),
        ("blob REG/acme/app@BLOB", "\"rootfs\""),
        ("inspect docker://REG/acme/app:1.0", "sha256:"),
        ("inspect --raw docker://REG/acme/app:1.0", "\"schemaVersion\""),
        ("inspect --config docker://REG/acme/app:1.0", "\"rootfs\""),
        ("history --no-trunc REG/acme/app:1.0", ""),
        ("delete REG/acme/gone:1", "REG/acme/gone@sha256:"),
    ];

    /// <summary>Lines that are answered with another one; it is run, unless it begins with an exclamation mark.</summary>
    private static readonly (string Typed, string Line)[] Answered =
    [
        ("docker pull REG/acme/app:1.0", "plimsoll pull REG/acme/app:1.0"),
        ("docker pull -q --platform linux/amd64 REG/acme/app:1.0", "plimsoll pull REG/acme/app:1.0 --quiet --platform linux/amd64"),
        ("docker pull -a REG/acme/app", "!for tag in $(plimsoll ls REG/acme/app); do plimsoll pull REG/acme/app:$tag; done"),
        ("docker push --all-tags REG/acme/tool", "!for tag in $(plimsoll ls docker-daemon:REG/acme/tool | awk 'NR > 1 { print $2 }'); do plimsoll push REG/acme/tool:$tag; done"),
        ("docker push REG/acme/tool:1", "plimsoll push REG/acme/tool:1"),
        ("docker image push -q REG/acme/tool:1", "plimsoll push REG/acme/tool:1 --quiet"),
        ("docker tag acme/local:dev REG/acme/tool:2", "plimsoll tag docker-daemon:acme/local:dev docker-daemon:REG/acme/tool:2"),
        ("tag acme/local:dev REG/acme/tool:3", "plimsoll tag docker-daemon:acme/local:dev REG/acme/tool:3"),
        ("docker images", "plimsoll ls docker-daemon:"),
        ("images", "plimsoll ls docker-daemon:"),
        ("docker image ls acme/local", "plimsoll ls docker-daemon:acme/local"),
        ("docker images --filter reference=acme/* --no-trunc", "plimsoll ls docker-daemon:"),
        ("docker login -u ann -p SECRET SECURE", "plimsoll login SECURE --username ann --password-stdin"),
        ("docker logout SECURE", "plimsoll logout SECURE"),
        ("docker search --limit 5 --filter is-official=true nginx", "plimsoll search nginx --limit 5 --filter is-official=true"),
        ("docker history --no-trunc acme/local:dev", "plimsoll history docker-daemon:acme/local:dev --no-trunc"),
        ("docker inspect acme/local:dev", "plimsoll inspect docker-daemon:acme/local:dev"),
        ("docker inspect --format {{.Config.Env}} acme/local:dev", "plimsoll inspect docker-daemon:acme/local:dev --output json"),
        ("docker rmi acme/local:dev", "!docker rmi acme/local:dev"),
        ("rmi REG/acme/app:1.0", "!plimsoll delete REG/acme/app:1.0"),
        ("docker save -o saved.tar acme/local:dev", "plimsoll copy docker-daemon:acme/local:dev docker-archive:saved.tar:acme/local:dev"),
        ("docker load -i saved.tar", "plimsoll copy saved.tar docker-daemon:saved"),
        ("docker export app -o tree.tar", "!plimsoll pull app image.tar"),
        ("docker import tree.tar acme/tree", "!plimsoll publish files:rootfs --image acme/tree"),
        ("docker manifest inspect REG/acme/app:1.0", "plimsoll inspect --raw REG/acme/app:1.0"),
        ("docker buildx imagetools inspect REG/acme/app:1.0", "plimsoll inspect REG/acme/app:1.0"),
        ("docker buildx imagetools create -t REG/acme/created:1 REG/acme/app:1.0", "plimsoll copy REG/acme/app:1.0 REG/acme/created:1"),
        ("crane ls REG/acme/app", "plimsoll ls REG/acme/app"),
        ("crane digest REG/acme/app:1.0", "plimsoll digest REG/acme/app:1.0"),
        ("crane digest --insecure --full-ref REG/acme/app:1.0", "plimsoll digest REG/acme/app:1.0 --plain-http"),
        ("crane manifest REG/acme/app:1.0", "plimsoll inspect --raw REG/acme/app:1.0"),
        ("manifest REG/acme/app:1.0", "plimsoll inspect --raw REG/acme/app:1.0"),
        ("crane config REG/acme/app:1.0", "plimsoll inspect --config REG/acme/app:1.0"),
        ("config REG/acme/app:1.0", "plimsoll inspect --config REG/acme/app:1.0"),
        ("crane blob REG/acme/app@BLOB", "plimsoll blob REG/acme/app@BLOB"),
        ("crane catalog HOST", "plimsoll ls HOST/"),
        ("crane copy REG/acme/app:1.0 REG/acme/crane:1", "plimsoll copy REG/acme/app:1.0 REG/acme/crane:1"),
        ("cp REG/acme/app:1.0 REG/acme/crane:2", "plimsoll copy REG/acme/app:1.0 REG/acme/crane:2"),
        ("crane tag REG/acme/app:1.0 beta", "plimsoll tag REG/acme/app:1.0 beta"),
        ("crane delete REG/acme/doomed:1", "plimsoll delete REG/acme/doomed:1"),
        ("crane pull REG/acme/app:1.0 crane.tar", "plimsoll pull REG/acme/app:1.0 crane.tar"),
        ("crane pull --format=oci REG/acme/app:1.0 crane", "plimsoll pull REG/acme/app:1.0 oci:crane"),
        ("crane push crane.tar REG/acme/crane:3", "plimsoll push crane.tar REG/acme/crane:3"),
        ("crane export REG/acme/app:1.0 tree.tar", "plimsoll pull REG/acme/app:1.0 tree.tar"),
        ("crane auth login SECURE -u ann -p SECRET", "plimsoll login SECURE --username ann --password-stdin"),
        ("crane validate --remote REG/acme/app:1.0", "!plimsoll pull REG/acme/app:1.0 oci-archive:- > /dev/null"),
        ("crane append -b REG/acme/app:1.0 -f layer.tar -t REG/acme/appended:1", "!plimsoll publish files:layer --base REG/acme/app:1.0 --image REG/acme/appended --tag 1"),
        ("crane mutate REG/acme/app:1.0 --label a=b", "!plimsoll publish files:DIR --base REG/acme/app:1.0 --image NAME --label KEY=VALUE"),
        ("crane rebase REG/acme/app:1.0 --new_base REG/acme/base:2", "!plimsoll publish files:DIR --base REG/acme/base:2"),
        ("crane index append -m REG/acme/app:1.0 -m REG/acme/app:2.0 -t REG/acme/index:1", "!plimsoll index REG/acme/index REG/acme/app:1.0@$(plimsoll digest REG/acme/app:1.0)"),
        ("crane index append REG/acme/app:1.0 -m REG/acme/app:2.0 -t REG/acme/index:1", "!plimsoll index REG/acme/index REG/acme/app:1.0@$(plimsoll digest REG/acme/app:1.0) REG/acme/app:2.0@"),
        ("crane cp -a REG/acme/app REG/acme/everything", "plimsoll sync REG/acme/app REG/acme/everything"),
        ("crane digest --tarball crane.tar", "plimsoll digest crane.tar"),
        ("docker login", "!plimsoll login"),
        ("docker logout", "!plimsoll logout"),
        ("skopeo logout --all", "!plimsoll logout"),
        ("docker inspect -f {{.Config.Env}} acme/local:dev", "plimsoll inspect docker-daemon:acme/local:dev --output json"),
        ("skopeo inspect -f {{.Digest}} docker://REG/acme/app:1.0", "plimsoll digest docker://REG/acme/app:1.0"),
        ("docker search -f is-official=true nginx", "plimsoll search nginx --filter is-official=true"),
        ("podman push acme/local:dev docker://REG/acme/podman:1", "plimsoll push docker-daemon:acme/local:dev docker://REG/acme/podman:1"),
        ("skopeo copy --all docker://REG/acme/app:1.0 docker://REG/acme/skopeo:1", "plimsoll copy docker://REG/acme/app:1.0 docker://REG/acme/skopeo:1"),
        ("copy -a --src-tls-verify=false --dest-tls-verify=false docker://REG/acme/app:1.0 docker://REG/acme/skopeo:2", "plimsoll copy docker://REG/acme/app:1.0 docker://REG/acme/skopeo:2 --plain-http --from-plain-http"),
        ("skopeo --insecure-policy copy --src-tls-verify=false docker://REG/acme/app:1.0 oci:skopeo-layout:1", "plimsoll copy docker://REG/acme/app:1.0 oci:skopeo-layout:1 --plain-http"),
        ("skopeo inspect docker://REG/acme/app:1.0", "plimsoll inspect docker://REG/acme/app:1.0"),
        ("skopeo inspect --raw docker://REG/acme/app:1.0", "plimsoll inspect --raw docker://REG/acme/app:1.0"),
        ("skopeo inspect --config docker://REG/acme/app:1.0", "plimsoll inspect --config docker://REG/acme/app:1.0"),
        ("skopeo inspect --format {{.Digest}} docker://REG/acme/app:1.0", "plimsoll digest docker://REG/acme/app:1.0"),
        ("inspect --format {{.Digest}} docker://REG/acme/app:1.0", "plimsoll digest docker://REG/acme/app:1.0"),
        ("skopeo list-tags docker://REG/acme/app", "plimsoll ls docker://REG/acme/app"),
        ("list-tags --tls-verify=false docker://REG/acme/app", "plimsoll ls docker://REG/acme/app --plain-http"),
        ("skopeo delete docker://REG/acme/doomed:2", "plimsoll delete REG/acme/doomed:2"),
        ("skopeo sync --src docker --dest docker REG/acme/app:1.0 REG/synced", "plimsoll copy REG/acme/app:1.0 REG/synced/app:1.0"),
        ("skopeo sync --src docker --dest docker REG/acme/app REG/synced", "plimsoll sync REG/acme/app REG/synced/app"),
        ("sync --src docker --dest docker --all --dry-run REG/acme/app REG/synced", "plimsoll sync REG/acme/app REG/synced/app --dry-run"),
        ("skopeo sync --src docker --dest dir docker://REG/acme/app media", "plimsoll sync REG/acme/app oci:media/app"),
        ("skopeo login --username ann --password SECRET SECURE", "plimsoll login SECURE --username ann --password-stdin"),
        ("docker ps -a", "!'docker ps' does"),
        ("podman run --rm nginx:1.27 nginx -v", "!'podman run' does"),
        ("skopeo standalone-sign manifest.json REG/acme/app:1.0 KEY -o x", "!cosign sign"),
    ];

    private readonly TempDirectory _folder = new();
    private readonly RecordingServer _hub = RecordingServer.Start();
    private readonly CommandWorld _world;
    private DockerDaemon? _engine;
    private SharedRegistry? _registry;
    private RegistryServer? _secure;
    private Digest? _blob;

    public UsualLinesTests() => _world = new CommandWorld(_folder.Path) { Input = RegistryServerOptions.Password };

    public async Task InitializeAsync()
    {
        (_engine, _registry) = (await DockerDaemon.StartAsync(), await SharedRegistry.OpenAsync());
        _secure = await RegistryServer.StartAsync(new RegistryServerOptions { WithPassword = true });
        _hub.Answer = _ => (HttpStatusCode.OK, """{"results":[{"name":"nginx","description":"Official build of Nginx.","star_count":20000,"is_official":true}]}""");
        _world.Environment["DOCKER_HOST"] = _engine.Endpoint;
        _world.Environment["PLIMSOLL_HUB_URL"] = _hub.Address;
        _world.Environment["HOME"] = _folder["home"];
        foreach (var (content, names) in new[] { ("plain", (string[])["acme/app:1.0", "acme/app:2.0"]), ("gone", ["acme/gone:1"]), ("doomed", ["acme/doomed:1"]), ("fated", ["acme/doomed:2"]) })
        {
            var image = InMemoryImage.Create(null, ("a", content));
            var layout = OciLayout.OpenOrCreate(_folder[content]);
            await ImageCopier.CopyAsync(image, image.Manifest, layout, null, CancellationToken.None);
            await layout.PutManifestAsync(image.Manifest, "1", CancellationToken.None);
            _blob ??= image.Id;
            foreach (var name in names)
                await _world.SucceedAsync("push", $"oci:{content}:1", $"{_registry.Root}/{name}");
        }

        foreach (var name in new[] { "acme/local:dev", $"{_registry.Root}/acme/tool:1" })
            await _world.SucceedAsync("copy", "oci:plain:1", $"docker-daemon:{name}");
    }

    public async Task DisposeAsync()
    {
        await _hub.DisposeAsync();
        if (_secure is not null)
            await _secure.DisposeAsync();
        if (_engine is not null)
            await _engine.DisposeAsync();
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_usual_line_works()
    {
        var wrong = new StringBuilder();
        foreach (var (typed, prints) in Working)
        {
            var result = await _world.RunAsync(Real(typed).Split(' '));
            if (result.ExitCode != ExitCode.Done || !result.Output.Contains(Real(prints), StringComparison.Ordinal))
                wrong.Append($"$ plimsoll {typed}\n{result.ExitCode}: {result.Error}{result.Output}\n");
        }

        Assert.True(wrong.Length == 0, wrong.ToString());
    }

    [Fact]
    public async Task Or_it_is_answered_with_the_line_that_does()
    {
        var wrong = new StringBuilder();
        foreach (var (typed, expected) in Answered)
        {
            var line = Real(expected.TrimStart('!'));
            var answer = await _world.RunAsync(Real(typed).Split(' '));
            if (answer.ExitCode != ExitCode.Usage || !$"{answer.Error}\n".Contains($"{line}{(expected[0] == '!' ? "" : "\n")}", StringComparison.Ordinal))
                wrong.Append($"$ plimsoll {typed}\n{answer.ExitCode}: {answer.Error}{answer.Output}\n");
            else if (expected[0] != '!' && await _world.RunAsync(line.Split(' ')[1..]) is { ExitCode: not ExitCode.Done } failed)
                wrong.Append($"$ plimsoll {typed}\n$ {line}\n{failed.ExitCode}: {failed.Error}\n");
            Assert.DoesNotContain(RegistryServerOptions.Password, answer.Error, StringComparison.Ordinal);
        }

        Assert.True(wrong.Length == 0, wrong.ToString());
    }

    private string Real(string line) => line
        .Replace("REG", _registry!.Root, StringComparison.Ordinal)
        .Replace("HOST", _registry.Host, StringComparison.Ordinal)
        .Replace("SECURE", _secure!.Host, StringComparison.Ordinal)
        .Replace("SECRET", RegistryServerOptions.Password, StringComparison.Ordinal)
        .Replace("BLOB", $"{_blob}", StringComparison.Ordinal);
}
