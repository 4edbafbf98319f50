using System.Net;
using System.Text;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using static Plimsoll.Oci.Tests.Registries.ScriptedHandler;

namespace Plimsoll.Oci.Tests.Registries;

/// <summary>Manifests behind object stores and proxies that do not know what they serve, or write its type in their own way.</summary>
public class UntypedManifestTests
{
    private const string Blob = """{"mediaType":"application/octet-stream","digest":"sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","size":0}""";
    private const string Image = $$"""{"schemaVersion":2,"mediaType":"application/vnd.docker.distribution.manifest.v2+json","config":{{Blob}},"layers":[{{Blob}}]}""";
    private const string Index = """{"schemaVersion":2,"manifests":[]}""";

    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [InlineData(null, Image, MediaTypes.DockerManifest)]
    [InlineData("application/octet-stream", Image, MediaTypes.DockerManifest)]
    [InlineData("Binary/Octet-Stream", Image, MediaTypes.DockerManifest)]
    [InlineData("text/plain; charset=utf-8", Image, MediaTypes.DockerManifest)]
    [InlineData("application/json", Index, MediaTypes.OciIndex)]
    [InlineData("text/plain", """{"config":{},"layers":null}""", MediaTypes.OciManifest)]
    [InlineData("Application/vnd.docker.distribution.manifest.v2+JSON ; charset=utf-8", Image, MediaTypes.DockerManifest)]
    public async Task A_manifest_says_itself_what_it_is_where_its_server_does_not(string? served, string body, string mediaType)
    {
        var repository = Repository(served, body.Replace("\"config\":{}", $"\"config\":{Blob}"));

        Assert.Equal(mediaType, (await repository.GetManifestAsync("1", None)).Descriptor.MediaType);
        Assert.Equal(mediaType, (await repository.ResolveAsync("1", None))!.MediaType);
    }

    [Theory]
    [InlineData(MediaTypes.OciManifest, Image, ErrorKind.Usage, "was served as")]
    [InlineData(MediaTypes.OciIndex, Image, ErrorKind.Usage, "was served as")]
    [InlineData("text/html", Image, ErrorKind.Usage, "was served as")]
    [InlineData("text/plain", "Please log in.", ErrorKind.Transport, "the response is 'text/plain' and not a manifest")]
    [InlineData("application/json", "{}", ErrorKind.Transport, "does not tell it")]
    public async Task What_contradicts_its_server_or_says_nothing_is_refused(string served, string body, ErrorKind kind, string reason)
    {
        var failure = await Assert.ThrowsAnyAsync<PlimsollException>(async () => await Repository(served, body).GetManifestAsync("1", None));

        Assert.Equal(kind, failure.Kind);
        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
    }

    private static RegistryRepository Repository(string? served, string body) => new RegistryClient(new RegistryClientOptions
    {
        Transport = _ => new ScriptedHandler(request => Answer(
            HttpStatusCode.OK, body, served, ("Docker-Content-Digest", Digest.Sha256(Encoding.UTF8.GetBytes(body)).ToString()))),
        Retry = RetryOptions.None,
    }).Repository(ImageReference.Parse("registry.example/acme/app"));
}
