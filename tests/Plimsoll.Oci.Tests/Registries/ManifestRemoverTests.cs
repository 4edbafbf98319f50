using System.Net;
using System.Text;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Testing;

namespace Plimsoll.Oci.Tests.Registries;

/// <summary>Deleting at registries that are not like the real one of the other tests.</summary>
public sealed class ManifestRemoverTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly ManifestContent Image = SmallImage.Create().Manifest;
    private static readonly ManifestContent Other = SmallImage.Create("other").Manifest;
    private static readonly Digest Digest = Image.Descriptor.Digest;

    private readonly Registry _registry = new() { Tags = { ["1.0"] = Image, ["dev"] = Other } };

    public void Dispose() => _registry.Dispose();

    [Fact]
    public async Task The_last_tag_of_an_image_goes_with_the_image()
    {
        var removed = await _registry.Open().DeleteTagAsync("1.0", None);

        Assert.Equal((Digest, true), (removed!.Digest, removed.IsImageDeleted));
        Assert.Equal(["1.0"], removed.Tags);
        Assert.Equal(["dev"], _registry.Tags.Keys);
    }

    [Fact]
    public async Task A_tag_of_several_goes_alone()
    {
        _registry.Tags["latest"] = Image;

        var removed = await _registry.Open().DeleteTagAsync("latest", None);

        Assert.False(removed!.IsImageDeleted);
        Assert.Equal(["latest"], removed.Tags);
        Assert.Equal(["1.0", "dev"], _registry.Tags.Keys.Order());
        Assert.Equal(["latest"], _registry.Deleted);
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest)]
    [InlineData(HttpStatusCode.NotFound)]
    [InlineData(HttpStatusCode.MethodNotAllowed)]
    [InlineData(HttpStatusCode.NotImplemented)]
    [InlineData(HttpStatusCode.Accepted)]
    public async Task Where_a_tag_of_several_cannot_go_alone_nothing_is_deleted(HttpStatusCode answer)
    {
        _registry.Tags["latest"] = Image;
        _registry.TagAnswer = answer;

        var refusal = await Assert.ThrowsAsync<SharedTagException>(async () => await _registry.Open().DeleteTagAsync("1.0", None));

        Assert.Equal(ErrorKind.Usage, refusal.Kind);
        Assert.Equal(["latest"], refusal.OtherTags);
        Assert.Equal(Digest, refusal.Digest);
        Assert.Equal(["1.0", "dev", "latest"], _registry.Tags.Keys.Order());
    }

    [Theory]
    [InlineData(null, "dev,latest")]
    [InlineData(HttpStatusCode.MethodNotAllowed, "1.0,dev,latest")]
    public async Task A_list_of_tags_that_lacks_the_tag_is_not_believed_to_have_no_others(HttpStatusCode? answer, string left)
    {
        _registry.Tags["latest"] = Image;
        _registry.TagAnswer = answer;
        _registry.ListsNoTags = true;

        var failure = await Record.ExceptionAsync(async () => await _registry.Open().DeleteTagAsync("1.0", None));

        Assert.Equal(answer is null ? null : ErrorKind.Usage, (failure as PlimsollException)?.Kind);
        Assert.Equal(left, string.Join(',', _registry.Tags.Keys.Order()));
    }

    [Fact]
    public async Task Missing_rights_are_said_as_such()
    {
        _registry.Tags["latest"] = Image;
        _registry.TagAnswer = HttpStatusCode.Forbidden;

        var failure = await Assert.ThrowsAsync<RegistryException>(async () => await _registry.Open().DeleteTagAsync("1.0", None));

        Assert.Equal(ErrorKind.Authentication, failure.Kind);
    }

    [Fact]
    public async Task Other_tags_that_an_old_registry_deletes_with_one_come_back()
    {
        _registry.Tags["latest"] = Image;
        _registry.DeletesImageOfTag = true;

        var removed = await _registry.Open().DeleteTagAsync("latest", None);

        Assert.Equal(["latest"], removed!.Tags);
        Assert.False(removed.IsImageDeleted);
        Assert.Equal(["1.0", "dev"], _registry.Tags.Keys.Order());
    }

    [Fact]
    public async Task Tags_go_first_where_the_registry_wants_that()
    {
        _registry.Tags["latest"] = Image;
        _registry.RefusesTaggedImage = true;

        var removed = await _registry.Open().DeleteImageAsync(Digest, tags: null, None);

        Assert.True(removed!.IsImageDeleted);
        Assert.Equal(["1.0", "latest"], removed.Tags);
        Assert.Equal([Digest.ToString(), "1.0", "latest", Digest.ToString()], _registry.Deleted);
        Assert.False(_registry.Has(Image));
    }

    [Fact]
    public async Task Known_tags_are_not_looked_up()
    {
        await _registry.Open().DeleteImageAsync(Digest, ["1.0"], None);

        Assert.DoesNotContain(_registry.Requests, request => request.Contains("/tags/list", StringComparison.Ordinal) || request.EndsWith("/dev", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Tags_that_the_registry_leaves_are_deleted_too()
    {
        _registry.KeepsTags = true;

        var removed = await _registry.Open().DeleteTagAsync("1.0", None);

        Assert.Equal(["1.0"], removed!.Tags);
        Assert.Equal(["dev"], _registry.Tags.Keys);
    }

    [Theory]
    [InlineData(HttpStatusCode.MethodNotAllowed)]
    [InlineData(HttpStatusCode.Accepted)]
    public async Task A_tag_that_stays_is_no_success(HttpStatusCode answer)
    {
        _registry.KeepsTags = true;
        _registry.TagAnswer = answer;

        var byDigest = await Assert.ThrowsAsync<PlimsollException>(async () => await _registry.Open().DeleteImageAsync(Digest, tags: null, None));
        var byTag = await Assert.ThrowsAsync<PlimsollException>(async () => await _registry.Open().DeleteTagAsync("1.0", None));

        foreach (var failure in new[] { byDigest, byTag })
        {
            Assert.Equal(ErrorKind.Failed, failure.Kind);
            Assert.Contains("still points to it: 1.0", failure.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_image_that_stays_is_no_success()
    {
        _registry.Tags.Clear();
        _registry.Untagged.Add(Image);
        _registry.IgnoresDeletion = true;

        var failure = await Assert.ThrowsAsync<PlimsollException>(async () => await _registry.Open().DeleteImageAsync(Digest, tags: null, None));

        Assert.Equal(ErrorKind.Failed, failure.Kind);
        Assert.Contains("by its digest", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_tag_of_an_image_that_must_stay_goes_alone()
    {
        _registry.IsInIndex = true;

        var removed = await _registry.Open().DeleteTagAsync("1.0", None);

        Assert.False(removed!.IsImageDeleted);
        Assert.Equal(["dev"], _registry.Tags.Keys);
        await Assert.ThrowsAsync<RegistryException>(async () => await _registry.Open().DeleteImageAsync(Digest, tags: null, None));
    }

    [Fact]
    public async Task What_does_not_exist_is_not_deleted()
    {
        Assert.Null(await _registry.Open().DeleteTagAsync("2.0", None));
        Assert.Null(await _registry.Open().DeleteImageAsync(Digest.Sha256("nothing"u8), tags: null, None));
        Assert.Equal(2, _registry.Tags.Count);
    }

    /// <summary>A registry with tags and manifests, and with habits.</summary>
    private sealed class Registry : IDisposable
    {
        private ScriptedHandler? _script;

        public void Dispose() => _script?.Dispose();

        public Dictionary<string, ManifestContent> Tags { get; } = [];

        public HashSet<ManifestContent> Untagged { get; } = [];

        /// <summary>What was asked to be deleted, in order.</summary>
        public List<string> Deleted { get; } = [];

        public List<string> Requests => _script!.Requests;

        /// <summary>What it says instead of deleting a tag; <c>null</c> where it deletes it.</summary>
        public HttpStatusCode? TagAnswer { get; set; }

        public bool DeletesImageOfTag { get; set; }

        public bool RefusesTaggedImage { get; set; }

        public bool IsInIndex { get; set; }

        public bool KeepsTags { get; set; }

        public bool IgnoresDeletion { get; set; }

        public bool ListsNoTags { get; set; }

        public RegistryRepository Open() => new RegistryClient(new RegistryClientOptions { Transport = _ => _script = new ScriptedHandler(Answer) }).Repository(ImageReference.Parse("r.example/acme/app"));

        public bool Has(ManifestContent image) => Tags.ContainsValue(image) || Untagged.Contains(image);

        private HttpResponseMessage Answer(HttpRequestMessage request)
        {
            var name = request.RequestUri!.AbsolutePath.Split('/')[^1];
            if (request.RequestUri.AbsolutePath.EndsWith("/tags/list", StringComparison.Ordinal))
                return Say(HttpStatusCode.OK, ListsNoTags ? """{"tags":null}""" : $$"""{"tags":[{{string.Join(',', Tags.Keys.Select(tag => $"\"{tag}\""))}}]}""");
            if (request.Method == HttpMethod.Put)
                return Put(name);

            var image = Tags.GetValueOrDefault(name) ?? Tags.Values.Concat(Untagged).FirstOrDefault(manifest => manifest.Descriptor.Digest.ToString() == name);
            if (image is null || request.RequestUri.AbsolutePath.Contains("/referrers/", StringComparison.Ordinal))
                return Say(HttpStatusCode.NotFound);
            if (request.Method != HttpMethod.Delete)
                return ScriptedHandler.Answer(HttpStatusCode.OK, Encoding.UTF8.GetString(image.Bytes.Span), image.Descriptor.MediaType, ("Docker-Content-Digest", image.Descriptor.Digest.ToString()));

            Deleted.Add(name);
            return Say(IgnoresDeletion ? HttpStatusCode.Accepted : Tags.ContainsKey(name) ? DeleteTag(name, image) : DeleteImage(image), RefusalText);
        }

        private string RefusalText => RefusesTaggedImage
            ? """{"errors":[{"code":"GOOGLE_MANIFEST_DANGLING_TAG","message":"Manifest is still referenced by tag: 1.0"}]}"""
            : """{"errors":[{"code":"UNSUPPORTED","message":"The operation is unsupported."}]}""";

        private HttpStatusCode DeleteTag(string tag, ManifestContent image)
        {
            if (TagAnswer is { } answer)
                return answer;

            if (DeletesImageOfTag)
                return DeleteImage(image);
            Tags.Remove(tag);
            Untagged.Add(image);
            return HttpStatusCode.Accepted;
        }

        private HttpStatusCode DeleteImage(ManifestContent image)
        {
            if (IsInIndex || (RefusesTaggedImage && Tags.ContainsValue(image)))
                return HttpStatusCode.BadRequest;

            Untagged.Remove(image);
            foreach (var tag in KeepsTags ? [] : Tags.Keys.Where(tag => Tags[tag] == image).ToList())
                Tags.Remove(tag);
            return HttpStatusCode.Accepted;
        }

        private HttpResponseMessage Put(string tag)
        {
            Tags[tag] = Image;
            return Say(HttpStatusCode.Created);
        }

        private static HttpResponseMessage Say(HttpStatusCode status, string body = "") => ScriptedHandler.Answer(status, body, "application/json");
    }
}
