using System.Net;
using System.Security.Cryptography;
using System.Text;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Testing;
using static Plimsoll.Oci.Tests.Registries.ScriptedHandler;

namespace Plimsoll.Oci.Tests.Registries;

/// <summary>Registries that list referrers, and those that answer what docker-registry does not.</summary>
public class ReferrersTests
{
    private const string Sbom = "application/vnd.example.sbom";
    private const string Signature = "application/vnd.example.signature";

    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly Descriptor Subject = SmallImage.Create().Manifest.Descriptor;
    private static readonly SmallImage Artifact = SmallImage.CreateArtifact(Subject, Sbom, "one");
    private static readonly string Api = $"/v2/acme/app/referrers/{Subject.Digest}";
    private static readonly string Tag = $"/v2/acme/app/manifests/{Referrer.GetTag(Subject.Digest)}";

    [Fact]
    public async Task Pages_are_followed_and_filtered_here_where_the_registry_does_not_do_that()
    {
        var other = SmallImage.CreateArtifact(Subject, Signature, "two");
        var third = SmallImage.CreateArtifact(Subject, Sbom, "three");
        var script = new ScriptedHandler(request => request.RequestUri!.Query.Contains("page=2", StringComparison.Ordinal)
            ? Index([third])
            : Index([Artifact, other], ("Link", $"<{Api}?page=2>; rel=\"next\"")));

        var found = await Repository(script).GetReferrersAsync(Subject.Digest, Sbom, None);

        Assert.Equal([Artifact.Manifest.Descriptor.Digest, third.Manifest.Descriptor.Digest], found.Select(referrer => referrer.Digest));
        Assert.Equal("one", found[0].Annotations!["org.example.text"]);
        Assert.Equal($"GET https://r.example{Api}?artifactType=application%2Fvnd.example.sbom", script.Requests[0]);
        Assert.Equal(2, script.Requests.Count);
    }

    [Fact]
    public async Task A_registry_that_says_that_it_filtered_is_believed()
    {
        // This one leaves the type out of what it lists.
        var untyped = Artifact.Manifest.Descriptor;
        var script = new ScriptedHandler(_ => Index(Listing(untyped), ("OCI-Filters-Applied", "artifactType")));

        Assert.Single(await Repository(script).GetReferrersAsync(Subject.Digest, Sbom, None));
        var silent = new ScriptedHandler(_ => Index(Listing(untyped)));
        Assert.Empty(await Repository(silent).GetReferrersAsync(Subject.Digest, Sbom, None));
    }

    [Fact]
    public async Task A_next_page_never_leads_to_another_host()
    {
        var script = new ScriptedHandler(request => request.RequestUri!.AbsolutePath == "/v2/x" ? Index([]) : Index([Artifact], ("Link", "<https://evil.example/v2/x>; rel=\"next\"")));

        Assert.Single(await Repository(script).GetReferrersAsync(Subject.Digest, null, None));

        Assert.Equal("GET https://r.example/v2/x", script.Requests[^1]);
    }

    [Fact]
    public async Task Pages_that_lead_in_a_circle_end()
    {
        var script = new ScriptedHandler(_ => Index([Artifact], ("Link", $"<{Api}?page=2>; rel=\"next\"")));

        var exception = await Assert.ThrowsAsync<RegistryException>(async () => await Repository(script).GetReferrersAsync(Subject.Digest, null, None));

        Assert.Contains("loop", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(404, "404 page not found", "text/plain")]
    [InlineData(405, "", null)]
    [InlineData(400, """{"errors":[{"code":"UNSUPPORTED"}]}""", "application/json")]
    public async Task Without_such_an_API_the_tag_is_read_and_the_second_question_costs_one_request(int status, string body, string? type)
    {
        var script = new ScriptedHandler(request => request.RequestUri!.AbsolutePath == Api
            ? Answer((HttpStatusCode)status, body, type)
            : Index([Artifact]));
        var repository = Repository(script);

        Assert.Equal(Artifact.Manifest.Descriptor.Digest, Assert.Single(await repository.GetReferrersAsync(Subject.Digest, Sbom, None)).Digest);
        Assert.Empty(await repository.GetReferrersAsync(Subject.Digest, Signature, None));

        Assert.Equal([$"GET https://r.example{Api}?artifactType=application%2Fvnd.example.sbom", $"GET https://r.example{Tag}", $"GET https://r.example{Tag}"], script.Requests);
    }

    [Fact]
    public async Task A_repository_that_does_not_exist_says_nothing_of_the_registry()
    {
        var script = new ScriptedHandler(_ => Answer(HttpStatusCode.NotFound, """{"errors":[{"code":"NAME_UNKNOWN"}]}""", "application/json"));
        var repository = Repository(script);

        Assert.Empty(await repository.GetReferrersAsync(Subject.Digest, null, None));
        Assert.Empty(await repository.GetReferrersAsync(Subject.Digest, null, None));

        Assert.Equal(2, script.Requests.Count(request => request.EndsWith(Api, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_page_for_people_is_no_list()
    {
        var script = new ScriptedHandler(request => request.RequestUri!.AbsolutePath == Api
            ? Answer(HttpStatusCode.OK, "<html>Welcome</html>", "text/html")
            : Index([Artifact]));

        Assert.Single(await Repository(script).GetReferrersAsync(Subject.Digest, null, None));
    }

    [Theory]
    [InlineData("""{"manifests":[{"mediaType":"x","size":1}]}""")]
    [InlineData("""{"schemaVersion":2}""")]
    [InlineData("[")]
    public async Task A_list_that_cannot_be_read_is_an_error_of_the_registry(string body)
    {
        var script = new ScriptedHandler(_ => Answer(HttpStatusCode.OK, body, MediaTypes.OciIndex));

        var exception = await Assert.ThrowsAsync<RegistryException>(async () => await Repository(script).GetReferrersAsync(Subject.Digest, null, None));

        Assert.Equal(ErrorKind.Transport, exception.Kind);
    }

    [Fact]
    public async Task A_list_without_end_is_not_read()
    {
        var script = new ScriptedHandler(_ => Answer(HttpStatusCode.OK, new string(' ', ManifestContent.MaximumSize + 1), MediaTypes.OciIndex));

        var exception = await Assert.ThrowsAsync<RegistryException>(async () => await Repository(script).GetReferrersAsync(Subject.Digest, null, None));

        Assert.Contains("larger than", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_is_not_taken_for_an_empty_list()
    {
        var script = new ScriptedHandler(_ => Answer(HttpStatusCode.Forbidden));

        var exception = await Assert.ThrowsAsync<RegistryException>(async () => await Repository(script).GetReferrersAsync(Subject.Digest, null, None));

        Assert.Equal(ErrorKind.Authentication, exception.Kind);
    }

    [Fact]
    public async Task A_registry_that_lists_the_manifest_itself_needs_no_tag()
    {
        var script = new ScriptedHandler(_ => Answer(HttpStatusCode.Created, headers: ("OCI-Subject", Subject.Digest.ToString())));

        await Repository(script).PutManifestAsync(Artifact.Manifest, null, None);

        Assert.Equal([$"PUT https://r.example/v2/acme/app/manifests/{Artifact.Manifest.Descriptor.Digest}"], script.Requests);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task What_another_client_overwrote_is_written_again_also_where_it_did_so_a_little_later(int reads)
    {
        var theirs = SmallImage.CreateArtifact(Subject, Signature, "theirs");
        var registry = new TagOnlyRegistry(overwritingOnce: Listing(Referrer.Describe(theirs.Manifest)), reads);

        await Repository(registry.Script).PutManifestAsync(Artifact.Manifest, null, None);

        Assert.Equal([theirs.Manifest.Descriptor.Digest, Artifact.Manifest.Descriptor.Digest], registry.Listed);
        Assert.Equal(2, registry.ListWrites);
    }

    [Fact]
    public async Task A_list_that_is_overwritten_again_and_again_is_given_up()
    {
        var registry = new TagOnlyRegistry { ForgetsEverything = true };

        var exception = await Assert.ThrowsAsync<RegistryException>(async () => await Repository(registry.Script).PutManifestAsync(Artifact.Manifest, null, None));

        Assert.Contains("overwrote", exception.Message, StringComparison.Ordinal);
        Assert.Equal(8, registry.ListWrites);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_registry_that_takes_the_tag_for_the_digest_lists_no_referrers(bool isIndex)
    {
        // As GitLab's: an image of several platforms is an index, and its platforms are no referrers.
        var platform = SmallImage.Create("arm").Manifest.Descriptor with { Platform = Platform.Parse("linux/arm64") };
        var image = isIndex ? Listing(platform).Serialize() : SmallImage.Create().Manifest;
        var script = new ScriptedHandler(request => request.Method == HttpMethod.Put ? Answer(HttpStatusCode.Created)
            : request.RequestUri!.AbsolutePath.Contains("/referrers/", StringComparison.Ordinal) ? Answer(HttpStatusCode.NotFound)
            : Answer(HttpStatusCode.OK, Encoding.UTF8.GetString(image.Bytes.Span), image.Descriptor.MediaType));

        Assert.Empty(await Repository(script).GetReferrersAsync(image.Descriptor.Digest, null, None));

        var exception = await Assert.ThrowsAsync<RegistryException>(async () => await Repository(script).PutManifestAsync(SmallImage.CreateArtifact(image.Descriptor, Sbom, "one").Manifest, null, None));
        Assert.Contains("does not keep one under the tag sha256-", exception.Message, StringComparison.Ordinal);
        Assert.Equal(2, script.Requests.Count(request => request.StartsWith("PUT", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_platforms_of_somebodys_image_under_the_tag_are_no_referrers()
    {
        var platform = SmallImage.Create("arm").Manifest.Descriptor with { Platform = Platform.Parse("linux/arm64") };
        var script = new ScriptedHandler(request => request.RequestUri!.AbsolutePath == Api ? Answer(HttpStatusCode.NotFound) : Index(Listing(platform)));

        Assert.Empty(await Repository(script).GetReferrersAsync(Subject.Digest, null, None));
    }

    [Fact]
    public async Task A_list_is_not_written_over_somebodys_image()
    {
        var image = SmallImage.Create("not a list").Manifest;
        var script = new ScriptedHandler(request => request.Method == HttpMethod.Put
            ? Answer(HttpStatusCode.Created)
            : Answer(HttpStatusCode.OK, Encoding.UTF8.GetString(image.Bytes.Span), MediaTypes.OciManifest, ("Docker-Content-Digest", image.Descriptor.Digest.ToString())));

        var exception = await Assert.ThrowsAsync<PlimsollException>(async () => await Repository(script).PutManifestAsync(Artifact.Manifest, null, None));

        Assert.Equal(ErrorKind.Conflict, exception.Kind);
        Assert.Single(script.Requests, request => request.StartsWith("PUT", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_manifest_may_be_named_by_sha512_where_the_registry_takes_that()
    {
        var bytes = Artifact.Manifest.Bytes;
        var manifest = new ManifestContent(new Descriptor(MediaTypes.OciManifest, Digest.FromHash(SHA512.HashData(bytes.Span)), bytes.Length), bytes);
        var script = new ScriptedHandler(request => request.Method == HttpMethod.Put
            ? Answer(HttpStatusCode.Created, headers: [("OCI-Subject", Subject.Digest.ToString()), ("Docker-Content-Digest", manifest.Descriptor.Digest.ToString())])
            : Answer(HttpStatusCode.OK, Encoding.UTF8.GetString(bytes.Span), MediaTypes.OciManifest));
        var repository = Repository(script);

        await repository.PutManifestAsync(manifest, null, None);
        var read = await repository.GetManifestAsync(manifest.Descriptor.Digest.ToString(), None);

        Assert.Equal(manifest.Descriptor, read.Descriptor);
        Assert.All(script.Requests, request => Assert.EndsWith($"/manifests/sha512:{manifest.Descriptor.Digest.Hex}", request, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_registry_without_catalog_is_named_with_what_to_do_instead()
    {
        var script = new ScriptedHandler(_ => Answer(HttpStatusCode.NotFound, "404 page not found", "text/plain"));
        using var client = Client(script);

        var exception = await Assert.ThrowsAsync<RegistryException>(async () => await client.ListRepositoriesAsync("r.example", None).ToListAsync());

        Assert.Contains("list the repositories of r.example", exception.Message, StringComparison.Ordinal);
        Assert.Contains("plimsoll ls r.example/NAME", exception.Advice, StringComparison.Ordinal);
    }

    private static RegistryRepository Repository(ScriptedHandler script) => Client(script).Repository(ImageReference.Parse("r.example/acme/app"));

    private static RegistryClient Client(ScriptedHandler script) => new(new RegistryClientOptions { Transport = _ => script });

    private static ImageIndex Listing(params Descriptor[] entries) => new(entries) { MediaType = MediaTypes.OciIndex };

    private static HttpResponseMessage Index(SmallImage[] artifacts, params (string Name, string Value)[] headers) =>
        Index(Listing([.. artifacts.Select(artifact => Referrer.Describe(artifact.Manifest))]), headers);

    private static HttpResponseMessage Index(ImageIndex index, params (string Name, string Value)[] headers) =>
        Answer(HttpStatusCode.OK, Encoding.UTF8.GetString(index.Serialize().Bytes.Span), MediaTypes.OciIndex, headers);

    /// <summary>Takes manifests, knows one tag, and can lose what is written to it.</summary>
    private sealed class TagOnlyRegistry
    {
        private ImageIndex? _overwriting;
        private ImageIndex? _index;
        private int _reads;

        /// <param name="overwritingOnce">What another client writes over the list.</param>
        /// <param name="reads">How often the list as it was written is read before that.</param>
        public TagOnlyRegistry(ImageIndex? overwritingOnce = null, int reads = 0)
        {
            (_overwriting, _reads) = (overwritingOnce, reads);
            Script = new ScriptedHandler(Handle);
        }

        public ScriptedHandler Script { get; }

        public bool ForgetsEverything { get; init; }

        public int ListWrites { get; private set; }

        public IEnumerable<Digest> Listed => _index!.Manifests.Select(entry => entry.Digest);

        private HttpResponseMessage Handle(HttpRequestMessage request)
        {
            if (request.RequestUri!.AbsolutePath != Tag)
                return Answer(HttpStatusCode.Created);
            if (request.Method == HttpMethod.Put)
            {
                ListWrites++;
                _index = ForgetsEverything ? null : (ImageIndex)Manifest.Parse(MediaTypes.OciIndex, Encoding.UTF8.GetBytes(Script.Bodies[^1]));
                return Answer(HttpStatusCode.Created);
            }

            if (_index is not null && _reads-- <= 0)
                (_index, _overwriting) = (_overwriting ?? _index, null);
            return _index is null ? Answer(HttpStatusCode.NotFound) : Index(_index);
        }
    }
}
