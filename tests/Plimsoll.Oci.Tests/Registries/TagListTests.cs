using System.Net;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Testing;

namespace Plimsoll.Oci.Tests.Registries;

public class TagListTests
{
    private static readonly ManifestContent Manifest = SmallImage.Create().Manifest;
    private static readonly string ByDigest = $"/v2/acme/app/manifests/{Manifest.Descriptor.Digest}";

    [Fact]
    public async Task Tags_that_the_registry_confirms_cost_one_request()
    {
        var script = new ScriptedHandler(_ => ScriptedHandler.Answer(HttpStatusCode.Created, headers: ("OCI-Tag", "1.2")));

        await PutAsync(script, "1.2.3", "1.2");

        Assert.Equal(["PUT https://r.example/v2/acme/app/manifests/1.2.3?tag=1.2"], script.Requests);
    }

    [Fact]
    public async Task A_registry_that_is_known_to_confirm_tags_is_asked_as_it_is_specified()
    {
        var script = new ScriptedHandler(_ => ScriptedHandler.Answer(HttpStatusCode.Created, headers: ("OCI-Tag", "1.2.3, 1.2")));
        var repository = Repository(script);

        await repository.PutTagsAsync(Manifest, ["1.2.3", "1.2"], CancellationToken.None);
        await repository.PutTagsAsync(Manifest, ["1.2.3", "1.2"], CancellationToken.None);

        Assert.Equal($"PUT https://r.example{ByDigest}?tag=1.2.3&tag=1.2", script.Requests[1]);
    }

    [Fact]
    public async Task A_registry_that_takes_tags_behind_a_digest_only_gets_one_request_more()
    {
        var script = new ScriptedHandler(request => request.RequestUri!.AbsolutePath == ByDigest
            ? ScriptedHandler.Answer(HttpStatusCode.Created, headers: ("OCI-Tag", "1.2.3, 1.2, 1"))
            : ScriptedHandler.Answer(HttpStatusCode.BadRequest));

        await PutAsync(script, "1.2.3", "1.2", "1");

        Assert.Equal($"PUT https://r.example{ByDigest}?tag=1.2.3&tag=1.2&tag=1", script.Requests[^1]);
        Assert.Equal(2, script.Requests.Count);
    }

    [Fact]
    public async Task A_registry_that_knows_no_tags_in_the_address_gets_one_write_a_tag()
    {
        var script = new ScriptedHandler(_ => ScriptedHandler.Answer(HttpStatusCode.Created));

        await PutAsync(script, "1.2.3", "1.2", "1", "latest", "b1aa20a");

        Assert.Equal(["1.2.3?tag=1.2&tag=1&tag=latest&tag=b1aa20a", "1.2", "1", "latest", "b1aa20a"], script.Requests.Select(request => request[(request.LastIndexOf('/') + 1)..]));
    }

    [Fact]
    public async Task Tags_may_be_confirmed_in_several_headers()
    {
        var script = new ScriptedHandler(_ => ScriptedHandler.Answer(HttpStatusCode.Created, headers: [("OCI-Tag", "1.2"), ("OCI-Tag", "1")]));

        await PutAsync(script, "1.2.3", "1.2", "1");

        Assert.Single(script.Requests);
    }

    [Fact]
    public async Task What_is_not_confirmed_is_written_by_itself()
    {
        var script = new ScriptedHandler(_ => ScriptedHandler.Answer(HttpStatusCode.Created, headers: ("OCI-Tag", "1.2")));

        await PutAsync(script, "1.2.3", "1.2", "1", "latest");

        Assert.Equal(["/1", "/latest"], script.Requests.Skip(1).Select(request => request[request.LastIndexOf('/')..]));
    }

    [Fact]
    public async Task A_registry_that_confirms_nothing_is_not_tried_again()
    {
        var script = new ScriptedHandler(_ => ScriptedHandler.Answer(HttpStatusCode.Created));
        var repository = Repository(script);

        await repository.PutTagsAsync(Manifest, ["1.2.3", "1.2"], CancellationToken.None);
        await repository.PutTagsAsync(Manifest, ["2.0.0", "2.0"], CancellationToken.None);

        Assert.Equal(["/1.2.3?tag=1.2", "/1.2", "/2.0.0", "/2.0"], script.Requests.Select(request => request[request.LastIndexOf('/')..]));
    }

    [Theory]
    [InlineData(HttpStatusCode.RequestUriTooLong)]
    [InlineData(HttpStatusCode.RequestHeaderFieldsTooLarge)]
    public async Task Too_many_tags_are_asked_for_in_halves(HttpStatusCode status)
    {
        var script = new ScriptedHandler(request => request.RequestUri!.Query.Split("tag=").Length > 2
            ? ScriptedHandler.Answer(status)
            : ScriptedHandler.Answer(HttpStatusCode.Created, headers: ("OCI-Tag", request.RequestUri.Query.TrimStart('?').Replace("tag=", "", StringComparison.Ordinal).Replace('&', ','))));

        await PutAsync(script, "a", "b", "c", "d");

        Assert.Equal(["/a?tag=b&tag=c&tag=d", "/a?tag=b", "/c?tag=d"], script.Requests.Select(request => request[request.LastIndexOf('/')..]));
    }

    [Fact]
    public async Task A_refused_tag_is_named_by_its_own_refusal()
    {
        var script = new ScriptedHandler(request => request.RequestUri!.Query.Length > 0 || request.RequestUri.AbsolutePath.EndsWith("/1.2.3", StringComparison.Ordinal)
            ? ScriptedHandler.Answer(HttpStatusCode.Conflict)
            : ScriptedHandler.Answer(HttpStatusCode.Created));

        var failure = await Assert.ThrowsAsync<RegistryException>(() => PutAsync(script, "1.2", "1.2.3"));

        Assert.Equal(ErrorKind.Conflict, failure.Kind);
        Assert.Contains("r.example/acme/app:1.2.3", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_immutable_tag_that_the_lost_answer_was_about_is_written()
    {
        var writes = 0;
        var script = new ScriptedHandler(request => request.Method == HttpMethod.Head ? Named(Manifest)
            : ++writes == 1 ? throw new HttpRequestException("The answer was lost.")
            : ScriptedHandler.Answer(HttpStatusCode.Conflict));

        await PutAsync(script, "1.2.3");

        Assert.Equal(["PUT", "PUT", "HEAD"], script.Requests.Select(request => request.Split(' ')[0]));
    }

    [Fact]
    public async Task A_group_that_is_half_written_is_refused_for_the_tag_that_names_another_image()
    {
        var isWritten = false;
        var script = new ScriptedHandler(request =>
        {
            var isOther = request.RequestUri!.AbsolutePath.EndsWith("/1.2.4", StringComparison.Ordinal);
            if (request.Method == HttpMethod.Head)
                return isWritten && !isOther ? Named(Manifest) : Named(SmallImage.Create("other").Manifest);

            // The first tag of the group is written, the second is not, and what is written is refused from then on.
            isWritten = true;
            return ScriptedHandler.Answer(HttpStatusCode.PreconditionFailed);
        });

        var failure = await Assert.ThrowsAsync<RegistryException>(() => PutAsync(script, "1.2.3", "1.2.4"));

        Assert.Equal(ErrorKind.Conflict, failure.Kind);
        Assert.Contains("r.example/acme/app:1.2.4", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a&tag=b")]
    [InlineData("")]
    [InlineData("../x")]
    public async Task What_is_no_tag_reaches_no_address(string tag)
    {
        var script = new ScriptedHandler(_ => ScriptedHandler.Answer(HttpStatusCode.Created));

        await Assert.ThrowsAsync<PlimsollException>(() => PutAsync(script, "1.2.3", tag));

        Assert.Empty(script.Requests);
    }

    [Fact]
    public async Task Without_tags_the_manifest_is_written_under_its_digest()
    {
        var script = new ScriptedHandler(_ => ScriptedHandler.Answer(HttpStatusCode.Created));

        await PutAsync(script);

        Assert.Equal([$"PUT https://r.example{ByDigest}"], script.Requests);
    }

    private static HttpResponseMessage Named(ManifestContent manifest) =>
        ScriptedHandler.Answer(HttpStatusCode.OK, "{}", manifest.Descriptor.MediaType, ("Docker-Content-Digest", manifest.Descriptor.Digest.ToString()));

    private static async Task PutAsync(ScriptedHandler script, params string[] tags) => await Repository(script).PutTagsAsync(Manifest, tags, CancellationToken.None);

    private static RegistryRepository Repository(ScriptedHandler script) =>
        new RegistryClient(new RegistryClientOptions { Transport = _ => script, Retry = new RetryOptions { BaseDelay = TimeSpan.Zero } }).Repository(ImageReference.Parse("r.example/acme/app"));
}
