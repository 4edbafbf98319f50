using System.Net;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Testing;
using static Plimsoll.Oci.Tests.Registries.ScriptedHandler;

namespace Plimsoll.Oci.Tests.Registries;

/// <summary>What each registry answers to a tag that it keeps. docker-registry keeps none, so the answers are scripted.</summary>
public class ImmutableTagRefusalTests
{
    private static readonly ManifestContent Manifest = SmallImage.Create().Manifest;
    private static readonly ManifestContent Other = SmallImage.Create("other").Manifest;

    public static TheoryData<string, int, string, string, string> Refusals => new()
    {
        { "123456789012.dkr.ecr.eu-west-1.amazonaws.com", 400, "TAG_INVALID", "The image tag '1.2.3' already exists in the 'app' repository and cannot be overwritten because the repository is immutable.", "Amazon ECR" },
        { "123456789012.dkr.ecr.eu-west-1.amazonaws.com", 400, "TAG_INVALID", "The image tag '1.2.3' already exists in the 'app' repository and cannot be overwritten because the tag is immutable.", "Amazon ECR" },
        { "123456789012.dkr.ecr.eu-west-1.amazonaws.com", 400, "ImageTagAlreadyExistsException", "", "Amazon ECR" },
        { "acme.azurecr.io", 405, "REGISTRY_DISALLOWED_OPERATION", "The operation is disallowed on this registry, repository or image. View troubleshooting steps.", "Azure Container Registry" },
        { "europe-docker.pkg.dev", 400, "MANIFEST_INVALID", "cannot update tag 1.2.3. The repository has enabled tag immutability", "Artifact Registry" },
        { "docker.io", 403, "DENIED", "tag 1.2.3 is immutable", "Docker Hub" },
        { "harbor.example", 412, "PRECONDITION", "Failed to process request due to 'app:1.2.3' configured as immutable.", "Harbor" },
        { "quay.io", 409, "TAG_INVALID", "tag is immutable and cannot be overwritten", "Quay" },
        { "quay.example", 500, "UNKNOWN", "tag is immutable and cannot be overwritten", "Quay" },
        { "registry.gitlab.com", 403, "DENIED", "Tag is immutable", "GitLab" },
        { "registry.example", 400, "TAG_INVALID", "The requested tag already exists and cannot be overwritten", "the tag is immutable at" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_refusal_is_explained_with_both_digests_where_the_tag_names_another_image(string registry, int status, string code, string message, string words)
    {
        var exception = await Assert.ThrowsAsync<RegistryException>(() => PutAsync(registry, Script(status, code, message, there: Other)));

        Assert.Equal(ErrorKind.Conflict, exception.Kind);
        Assert.Contains(words, exception.Message, StringComparison.Ordinal);
        Assert.Contains($"existing: {Other.Descriptor.Digest}", exception.Message, StringComparison.Ordinal);
        Assert.Contains($"new:      {Manifest.Descriptor.Digest}", exception.Message, StringComparison.Ordinal);
        Assert.NotNull(exception.Advice);
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_refusal_of_the_very_image_that_the_tag_names_is_success(string registry, int status, string code, string message, string words)
    {
        Assert.NotEmpty(words);
        var script = Script(status, code, message, there: Manifest);

        await PutAsync(registry, script);

        Assert.Equal(["PUT", "HEAD"], script.Requests.Select(request => request.Split(' ')[0]));
    }

    [Fact]
    public async Task A_refusal_of_a_tag_that_cannot_be_looked_up_stays_a_conflict()
    {
        var exception = await Assert.ThrowsAsync<RegistryException>(() => PutAsync("harbor.example", Script(412, "PRECONDITION", "configured as immutable", there: null)));

        Assert.Equal(ErrorKind.Conflict, exception.Kind);
        Assert.DoesNotContain("there:", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Docker_Hub_may_refuse_without_a_word_of_the_tag()
    {
        var exception = await Assert.ThrowsAsync<RegistryException>(() => PutAsync("docker.io", Script(403, "DENIED", "", there: Other)));

        Assert.Equal(ErrorKind.Conflict, exception.Kind);
        Assert.Contains("probably", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("docker.io", "requested access to the resource is denied")]
    [InlineData("ghcr.io", "permission_denied: write_package")]
    public async Task Missing_rights_stay_missing_rights(string registry, string message)
    {
        var exception = await Assert.ThrowsAsync<RegistryException>(() => PutAsync(registry, Script(403, "DENIED", message, there: Other)));

        Assert.Equal(ErrorKind.Authentication, exception.Kind);
    }

    [Fact]
    public async Task Words_of_a_throttling_registry_do_not_count()
    {
        var exception = await Assert.ThrowsAsync<RegistryException>(() => PutAsync("registry.example", Script(429, "TOOMANYREQUESTS", "immutable", there: Other)));

        Assert.Equal(ErrorKind.Transport, exception.Kind);
    }

    private static ScriptedHandler Script(int status, string code, string message, ManifestContent? there) => new(request =>
        request.Method == HttpMethod.Put ? Answer((HttpStatusCode)status, $$"""{"errors":[{"code":"{{code}}","message":"{{message}}"}]}""")
        : there is null ? Answer(HttpStatusCode.NotFound)
        : Answer(HttpStatusCode.OK, System.Text.Encoding.UTF8.GetString(there.Bytes.Span), there.Descriptor.MediaType, ("Docker-Content-Digest", there.Descriptor.Digest.ToString())));

    private static async Task PutAsync(string registry, ScriptedHandler script)
    {
        using var client = new RegistryClient(new RegistryClientOptions { Transport = _ => script, Retry = RetryOptions.None });
        await client.Repository(ImageReference.Parse($"{registry}/acme/app")).PutTagsAsync(Manifest, ["1.2.3"], CancellationToken.None);
    }
}
