using System.Text;
using CliWrap;
using CliWrap.Buffered;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Archives;
using Plimsoll.Oci.Storage.Layout;
using Plimsoll.Testing;
using Plimsoll.Testing.Faults;

namespace Plimsoll.IntegrationTests.Secrets;

/// <summary>
/// A machine with a canary in every place where a secret can be: variables, credentials files, helpers, the repository's
/// configuration, registries that give tokens, registries that repeat what they hear.
/// </summary>
internal sealed class SecretWorld : IAsyncDisposable
{
    private static readonly string[] Inherited = ["GITHUB_ACTIONS", "TF_BUILD", "CI", "SOURCE_DATE_EPOCH"];

    private readonly TempDirectory _folder = new();
    private readonly GitRepository _repository = GitRepository.Released("A release", annotated: true);
    private readonly List<Canary> _canaries = [];
    private readonly Dictionary<string, string> _variables = [];
    private readonly RegistryServer _server;
    private int _runs;

    private SecretWorld(RegistryServer server)
    {
        _server = server;
        Programs = new RecordingPrograms(_folder);
        Proxy = FaultProxy.Start(server.Host);
        Echo = EchoingRegistry.Start(Plant("a token of the echo"));
        HelperEcho = EchoingRegistry.Start(Plant("a token of the echo behind a helper"));
        FileEcho = EchoingRegistry.Start(Plant("a token of the echo of the file"));
        IdentityEcho = EchoingRegistry.Start(Plant("a token for an identity"));
    }

    /// <summary>A real registry that gives tokens for a password of the variables.</summary>
    public FaultProxy Proxy { get; }

    /// <summary>Its password is in the credentials file.</summary>
    public EchoingRegistry FileEcho { get; }

    /// <summary>Its password is known to a helper.</summary>
    public EchoingRegistry HelperEcho { get; }

    /// <summary>Its identity token is in the credentials file.</summary>
    public EchoingRegistry IdentityEcho { get; }

    /// <summary>Its password is in <c>DOCKER_AUTH_CONFIG</c>.</summary>
    public EchoingRegistry Echo { get; }

    public RecordingPrograms Programs { get; }

    public IReadOnlyList<Canary> Canaries => _canaries;

    /// <summary>How many commands were run.</summary>
    public int Runs => _runs;

    public static async Task<SecretWorld> StartAsync()
    {
        var world = new SecretWorld(await RegistryServer.StartAsync());
        world.PlantVariables();
        world.PlantFiles();
        world.PlantPrograms();
        await world.WriteImageAsync();
        return world;
    }

    /// <summary>The canary of a place.</summary>
    public Canary At(string place) => _canaries.Single(canary => canary.Place == place);

    /// <summary>A canary for a place that is not there yet.</summary>
    public Canary Plant(string place)
    {
        var canary = new Canary(place, _canaries.Count);
        _canaries.Add(canary);
        return canary;
    }

    /// <summary>The absolute path of something in the folder of all.</summary>
    public string this[string relative] => _folder[relative];

    /// <summary>Runs the native command in the repository.</summary>
    /// <param name="variables">Variables on top of those of the world.</param>
    /// <param name="input">Standard input.</param>
    /// <param name="arguments">The command line.</param>
    public Task<BufferedCommandResult> RunAsync(IReadOnlyDictionary<string, string>? variables, string input, params IReadOnlyList<string> arguments)
    {
        Interlocked.Increment(ref _runs);
        var all = new Dictionary<string, string?>(System.Environment.GetEnvironmentVariables().Keys.Cast<string>().ToDictionary(name => name, _ => (string?)null));
        foreach (var (name, value) in _variables.Concat(variables ?? new Dictionary<string, string>()))
            all[name] = value;
        foreach (var name in Inherited)
            all.TryAdd(name, null);
        return CliWrap.Cli.Wrap(NativeCommand.Path)
            .WithArguments(arguments)
            .WithWorkingDirectory(_repository.Path)
            .WithValidation(CommandResultValidation.None)
            .WithStandardInputPipe(PipeSource.FromString(input))
            .WithEnvironmentVariables(all)
            .ExecuteBufferedAsync(Encoding.UTF8);
    }

    /// <summary>Every canary in a file, an image or the start of a program that is not meant to be there, as <c>PLACE: CANARY</c>.</summary>
    public IReadOnlyList<string> FindLeaks(SecretSearch search)
    {
        var places = new[] { ("file home", _folder["home"]), ("file tmp", _folder["tmp"]), ("file ci", _folder["ci"]), ("file repository", _repository.Path), ("registry", _server.DataFolder) };
        var files = places.SelectMany(place => search.FindInFolder(place.Item2).Select(found => (Place: $"{place.Item1}/{Path.GetRelativePath(place.Item2, found.Path)}", found.Canary)));
        var programs = search.FindInFolder(Programs.Records).Select(found => (Place: $"program {RecordingPrograms.ProgramOf(found.Path)} ", found.Canary));
        return [.. files.Concat(programs).Where(found => !AllowedPlace.All.Any(allowed => allowed.Covers(found.Place, found.Canary))).Select(found => $"{found.Place}: {found.Canary.Place}").Distinct()];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var echo in new[] { Echo, HelperEcho, FileEcho, IdentityEcho })
            await echo.DisposeAsync();
        await Proxy.DisposeAsync();
        await _server.DisposeAsync();
        _repository.Dispose();
        _folder.Dispose();
    }

    private void PlantVariables()
    {
        foreach (var name in (string[])["GITHUB_TOKEN", "ACTIONS_ID_TOKEN_REQUEST_TOKEN", "SYSTEM_ACCESSTOKEN", "CI_JOB_TOKEN", "CI_REGISTRY_PASSWORD", "CI_DEPLOY_PASSWORD", "PLIMSOLL_ID_TOKEN", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AZURE_CLIENT_SECRET", "DOTNET_CONTAINER_PULL_REGISTRY_PWORD"])
            _variables[name] = Plant(name).Token;
        _variables["PLIMSOLL_REGISTRY_USERNAME"] = "ann";
        _variables["PLIMSOLL_REGISTRY_PASSWORD"] = Plant("PLIMSOLL_REGISTRY_PASSWORD").Password;
        _variables["PLIMSOLL_REGISTRY_HOST"] = Proxy.Host;
        _variables["DOCKER_AUTH_CONFIG"] = $$$"""{"auths":{"{{{Echo.Host}}}":{"auth":"{{{Basic(Plant("DOCKER_AUTH_CONFIG").Password)}}}"} } }""";
        _variables["HTTPS_PROXY"] = $"http://bob:{Uri.EscapeDataString(Plant("HTTPS_PROXY").Password)}@127.0.0.1:9";
        _variables["AWS_ACCESS_KEY_ID"] = "AKIAEXAMPLE";
        _variables["AZURE_CLIENT_ID"] = _variables["AZURE_TENANT_ID"] = "11111111-1111-1111-1111-111111111111";
        _variables["ACTIONS_ID_TOKEN_REQUEST_URL"] = $"http://{FileEcho.Host}/oidc?sig={Plant("ACTIONS_ID_TOKEN_REQUEST_URL").Token}";
        _variables["SYSTEM_OIDCREQUESTURI"] = $"http://{FileEcho.Host}/oidc/";
        _variables["AZURESUBSCRIPTION_SERVICE_CONNECTION_ID"] = "1";
        _variables["AWS_EC2_METADATA_DISABLED"] = "true";
        _variables["HOME"] = Directory.CreateDirectory(_folder["home"]).FullName;
        _variables["TMPDIR"] = Directory.CreateDirectory(_folder["tmp"]).FullName;
        _variables["PATH"] = Programs.Path;
        _variables["GIT_CONFIG_NOSYSTEM"] = "1";
        Proxy.RequireTokens("ann", At("PLIMSOLL_REGISTRY_PASSWORD").Password);
    }

    private void PlantFiles()
    {
        var (file, identity, registry) = (Plant("home/.docker/config.json"), Plant("home/.docker/config.json"), Plant("home/.docker/config.json"));
        _folder.Write("home/.docker/config.json", $$$"""
            {"auths":{
              "{{{FileEcho.Host}}}":{"auth":"{{{Basic(file.Password)}}}"},
              "{{{IdentityEcho.Host}}}":{"auth":"{{{Basic("", "00000000-0000-0000-0000-000000000000")}}}","identitytoken":"{{{identity.Token}}}"},
              "registry.invalid":{"registrytoken":"{{{registry.Token}}}"}},
             "credHelpers":{"{{{HelperEcho.Host}}}":"canary","broken.invalid":"broken","torn.invalid":"torn","loud.invalid":"loud"}}
            """);
        _folder.Write("password", At("PLIMSOLL_REGISTRY_PASSWORD").Password);
        Directory.CreateDirectory(_folder["ci"]);

        // As actions/checkout and others leave them.
        _repository.Run("remote", "add", "origin", $"http://x-access-token:{Plant("repository/.git/config").Token}@127.0.0.1:9/acme/app.git");
        _repository.Run("config", "http.http://127.0.0.1:9/.extraheader", $"AUTHORIZATION: basic {Basic(Plant("repository/.git/config").Token, "x-access-token")}");
        _repository.Write("out/app.txt", "app");
        _repository.Write("npmrc", Plant("repository/npmrc").Token);
        _repository.Write(".nuke/parameters.json", $$"""{"ApiKey":"{{Plant("repository/.nuke/parameters.json").Token}}"}""");
        _repository.Write("docker/Dockerfile", "FROM scratch\nCOPY . .\n");
        _repository.Write("deploy/production/app.yaml", $$"""
            apiVersion: v1
            kind: Pod
            metadata: { name: app }
            spec: { containers: [ { name: app, image: "{{Proxy.Host}}/acme/app:2.1.0" }, { name: b, image: "{{Echo.Host}}/basic-403/app:1.0" }, { name: c, image: "{{FileEcho.Host}}/basic-text/app:1.0" } ] }

            """);
        _repository.Write(".gitignore", "*\n");
        _repository.Write("build.yml", """
            build: { dockerfile: docker/Dockerfile, context: docker, secrets: ["id=npm,src=npmrc", "id=forge,env=GITHUB_TOKEN"] }

            """);
    }

    private void PlantPrograms()
    {
        Programs.AddHelper("canary", Plant("what a helper knows").Password, "exit 0");
        Programs.AddHelper("broken", Plant("what a failing helper prints").Password, $"echo 'trace: secret={Plant("what a failing helper complains of").Token}' >&2; exit 1");
        Programs.Add("docker-credential-torn", $"cat > /dev/null; printf '{{\"Secret\":\"{Plant("what a helper tears off").Token}'");
        Programs.Add("docker-credential-loud", $"cat > /dev/null; echo '{{\"Username\":\"u\",\"Password\":\"{Plant("what a helper misnames").Token}\"}}' >&2; exit 3");

        // git is told by what it may do: where no protocol is allowed it only reads the repository.
        Programs.Add("git", $$"""
            [ "$GIT_ALLOW_PROTOCOL" = none ] || mv '{{Programs.Records}}'/git.$$ '{{Programs.Records}}'/git-network.$$
            exec /usr/bin/git "$@"
            """);
        Programs.Add("docker", $$"""
            case "$1 $2" in
            'buildx version') echo 'github.com/docker/buildx v0.30.0'; exit 0;;
            'buildx inspect') printf 'Name: default\nDriver: docker-container\n'; exit 0;;
            esac
            for word; do case "$word" in type=oci,dest=*) cp '{{_folder["image.tar"]}}' "${word#type=oci,dest=}";; esac; done
            """);
    }

    private async Task WriteImageAsync()
    {
        var image = InMemoryImage.Create();
        await using (var file = File.Create(_folder["image.tar"]))
            await OciArchiveWriter.WriteAsync(file, image, image.Manifest, tag: null, CancellationToken.None);
        var layout = OciLayout.OpenOrCreate(_repository["layout"]);
        await ImageCopier.CopyAsync(image, image.Manifest, layout, null, CancellationToken.None);
        await layout.PutManifestAsync(image.Manifest, "1.0", CancellationToken.None);
    }

    private static string Basic(string password, string user = "ann") => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"));
}
