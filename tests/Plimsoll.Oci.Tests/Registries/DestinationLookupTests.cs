using System.Net;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Registries.Auth;
using Plimsoll.Oci.Storage;
using Plimsoll.Testing;
using static Plimsoll.Oci.Tests.Registries.ScriptedHandler;

namespace Plimsoll.Oci.Tests.Registries;

/// <summary>Registries that answer 403 where nothing is.</summary>
public class DestinationLookupTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly List<RegistryWarning> _warnings = [];

    [Theory]
    [InlineData("1.0", """{"tags":["2.0"]}""")]
    [InlineData("1.0", """{"tags":null}""")]
    public async Task A_tag_that_is_forbidden_and_not_listed_is_not_there(string tag, string list)
    {
        var repository = Repository(request => IsList(request) ? Answer(HttpStatusCode.OK, list, "application/json") : null);

        Assert.Null(await repository.FindAsync(tag, None));
        Assert.Empty(_warnings);
    }

    [Fact]
    public async Task Neither_is_one_of_a_repository_that_does_not_exist()
    {
        var repository = Repository(request => IsList(request) ? Answer(HttpStatusCode.NotFound) : null);

        Assert.Null(await repository.FindAsync("1.0", None));
        Assert.Empty(_warnings);
    }

    [Fact]
    public async Task A_tag_that_is_listed_and_forbidden_is_not_overwritten_unread()
    {
        var repository = Repository(request => IsList(request) ? Answer(HttpStatusCode.OK, """{"tags":["1.0"]}""", "application/json") : null);

        var refusal = await Assert.ThrowsAsync<RegistryException>(async () => await repository.FindAsync("1.0", None));

        Assert.Equal(ErrorKind.Authentication, refusal.Kind);
        Assert.Contains("The tag exists", refusal.Advice!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_nobody_tells_is_warned_of_once()
    {
        var repository = Repository(_ => null);

        Assert.Null(await repository.FindAsync("1.0", None));
        Assert.Null(await repository.FindAsync("latest", None));
        Assert.Empty(await repository.FindTagsAsync(None));
        Assert.Null(await repository.FindAsync(Digest.Sha256([1]).ToString(), None));

        Assert.Contains("immutable tags", Assert.Single(_warnings).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mere_reader_is_told_that_it_may_not()
    {
        var repository = Repository(_ => null);

        Assert.Equal(ErrorKind.Authentication, (await Assert.ThrowsAsync<RegistryException>(async () => await repository.ResolveAsync("1.0", None))).Kind);
        Assert.Equal(ErrorKind.Authentication, (await Assert.ThrowsAsync<RegistryException>(async () => await repository.GetManifestAsync("1.0", None))).Kind);
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized)]
    [InlineData(HttpStatusCode.BadRequest)]
    public async Task Other_refusals_stay_errors(HttpStatusCode status)
    {
        var repository = Repository(_ => Answer(status));

        Assert.Equal(status, (await Assert.ThrowsAsync<RegistryException>(async () => await repository.FindAsync("1.0", None))).Status);
    }

    [Fact]
    public async Task An_image_goes_to_a_registry_that_forbids_all_questions_about_what_is_not_there()
    {
        var image = InMemoryImage.Create(null, ("a", "b"));
        var there = new Dictionary<string, byte[]>();
        var repository = Repository(request =>
        {
            var name = Uri.UnescapeDataString(request.RequestUri!.Segments[^1]);
            if (IsList(request))
                return Answer(HttpStatusCode.OK, "{}", "application/json");
            if (request.Method == HttpMethod.Put && request.RequestUri.AbsolutePath.Contains("/manifests/", StringComparison.Ordinal))
            {
                there[name] = request.Content!.ReadAsByteArrayAsync(None).GetAwaiter().GetResult();
                return Answer(HttpStatusCode.Created);
            }

            return request.Method == HttpMethod.Post ? Answer(HttpStatusCode.Accepted, headers: ("Location", "/v2/acme/app/blobs/uploads/1"))
                : request.Method == HttpMethod.Put ? Answer(HttpStatusCode.Created)
                : null;
        });

        await ImageCopier.CopyAsync(image, image.Manifest, repository, null, None);

        Assert.Equal([image.Manifest.Descriptor.Digest.ToString()], there.Keys);
    }

    [Fact]
    public async Task The_refusal_of_the_push_is_the_error_where_that_is_forbidden_too()
    {
        var image = InMemoryImage.Create(null, ("a", "b"));
        var repository = Repository(request => request.Method == HttpMethod.Post ? Answer(HttpStatusCode.Forbidden, """{"errors":[{"code":"DENIED","message":"no push"}]}""") : null);

        var refusal = await Assert.ThrowsAsync<RegistryException>(() => ImageCopier.CopyAsync(image, image.Manifest, repository, null, None));

        Assert.Contains("no push", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(ErrorKind.Authentication, refusal.Kind);
    }

    private static bool IsList(HttpRequestMessage request) => request.RequestUri!.AbsolutePath.EndsWith("/tags/list", StringComparison.Ordinal);

    /// <summary>A repository whose registry forbids whatever the script does not answer.</summary>
    private RegistryRepository Repository(Func<HttpRequestMessage, HttpResponseMessage?> script) => new RegistryClient(new RegistryClientOptions
    {
        Transport = _ => new ScriptedHandler(request => script(request) ?? Answer(HttpStatusCode.Forbidden)),
        Retry = RetryOptions.None,
        Warnings = new Listener(_warnings),
    }).Repository(ImageReference.Parse("registry.example/acme/app"), RepositoryAccess.Push);

    private sealed class Listener(List<RegistryWarning> warnings) : IProgress<RegistryWarning>
    {
        public void Report(RegistryWarning value) => warnings.Add(value);
    }
}
