using System.Collections.Concurrent;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Policy.Rules;

namespace Plimsoll.Policy.Tests.Rules;

/// <summary>What is made of a registry's answers; the real registry answers in the integration tests.</summary>
public class OnlineRulesTests
{
    private static readonly Digest A = Digest.Parse("sha256:" + new string('a', 64));
    private static readonly Digest B = Digest.Parse("sha256:" + new string('b', 64));

    private sealed class Answers(params (string Name, Digest? Digest)[] known) : IImageResolver
    {
        public ConcurrentBag<string> Asked { get; } = [];

        public Task<Digest?> ResolveAsync(ImageReference image, CancellationToken cancellationToken)
        {
            Asked.Add(image.ToString());
            return image.Registry == "down.example"
                ? throw new PlimsollException(ErrorKind.Transport, "down.example does not answer.", "Try again.")
                : Task.FromResult(known.FirstOrDefault(answer => answer.Name == image.ToString()).Digest);
        }

        public IAsyncEnumerable<string> ListTagsAsync(ImageReference repository, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<bool> IsSignedAsync(ImageReference image, CancellationToken cancellationToken) => Task.FromResult(image.Repository == "signed");

        public Task<MissingEvidence?> FindMissingEvidenceAsync(ImageReference image, string environment, CancellationToken cancellationToken) =>
            Task.FromResult(image.Repository == "signed" ? null : new MissingEvidence($"{environment} requires a signature.", "Sign it."));
    }

    private static readonly Answers Registry = new(("r.io/a:1.2.3", A), ($"r.io/a@{A}", A), ($"r.io/a@{B}", B), ("r.io/signed:1.2.3", A));

    private static async Task<string> CheckAsync(string images, ImagePolicy? policy = null, Answers? answers = null)
    {
        using var deployment = new Deployment().With("x.yaml", "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n" + string.Concat(images.Split(' ').Select(image => $"  - image: {image}\n")));
        var result = await PolicyChecker.CheckAsync([], policy ?? ImagePolicy.Default, deployment.Path, new CheckOptions { Resolver = answers ?? Registry });
        return string.Join(" ", result.Findings.OrderBy(finding => finding.Span.StartLine).Select(finding => $"{finding.Rule}@{finding.Span.StartLine}:{finding.Severity}"));
    }

    [Fact]
    public async Task A_tag_that_is_there_is_no_finding() => Assert.Equal("", await CheckAsync("r.io/a:1.2.3"));

    [Fact]
    public async Task A_tag_that_is_not_there_is_one() => Assert.Equal("tag-not-found@5:Error", await CheckAsync("r.io/a:1.2.4"));

    [Fact]
    public async Task A_digest_alone_must_be_there() => Assert.Equal($"tag-not-found@6:Error", await CheckAsync($"r.io/a@{A} r.io/b@{A}"));

    [Fact]
    public async Task A_digest_that_the_tag_does_not_name_is_told() => Assert.Equal("tag-digest-mismatch@6:Error", await CheckAsync($"r.io/a:1.2.3@{A} r.io/a:1.2.3@{B}"));

    [Fact]
    public async Task A_registry_that_does_not_answer_is_a_warning_and_the_rest_goes_on() =>
        Assert.Equal("registry-unavailable@5:Warning tag-not-found@6:Error", await CheckAsync("down.example/a:1.2.3 r.io/a:1.2.4"));

    [Fact]
    public async Task Signatures_are_asked_for_where_the_policy_wants_them()
    {
        Assert.Equal("", await CheckAsync("r.io/a:1.2.3"));
        Assert.Equal("unsigned@5:Note", await CheckAsync("r.io/a:1.2.3", ImagePolicy.Default with
        {
            Levels = new SeverityLevels { ByRule = new Dictionary<string, Severity?> { [RuleNames.UnsignedImage] = Severity.Note } },
        }));
    }

    [Fact]
    public async Task Evidence_is_asked_for_in_the_files_of_environments_that_require_it()
    {
        var policy = ImagePolicy.Default with { Environments = [new EnvironmentPaths("live", IsProduction: false, ["**"]) { RequiresEvidence = true }, new EnvironmentPaths("dev", IsProduction: false, ["**"])] };

        Assert.Equal("missing-evidence@5:Error", await CheckAsync("r.io/a:1.2.3 r.io/signed:1.2.3", policy));
        Assert.Equal("missing-evidence@5:Error", await CheckAsync("r.io/a:1.2.3", policy with { Environments = [.. policy.Environments.Reverse()] }));
        Assert.Equal("", await CheckAsync("r.io/a:1.2.3", policy with { Environments = [policy.Environments[1]] }));
        Assert.Equal("", await CheckAsync("r.io/a:1.2.3", policy with { Levels = new SeverityLevels { ByRule = new Dictionary<string, Severity?> { [RuleNames.MissingEvidence] = null } } }));
    }

    [Fact]
    public async Task What_cannot_be_looked_up_has_shown_no_evidence()
    {
        var policy = ImagePolicy.Default with { Environments = [new EnvironmentPaths("live", IsProduction: false, ["**"]) { RequiresEvidence = true }] };

        Assert.Equal("missing-evidence@5:Error registry-unavailable@5:Warning", await CheckAsync("down.example/a:1.2.3", policy));
    }

    [Fact]
    public async Task Each_image_is_asked_for_once_and_what_is_not_known_in_full_is_not()
    {
        var answers = new Answers(("r.io/a:1.2.3", A));

        await CheckAsync("r.io/a:1.2.3 r.io/a:1.2.3 '${X}/a:1.2.3'", answers: answers);

        Assert.Equal(["r.io/a:1.2.3"], answers.Asked);
    }
}
