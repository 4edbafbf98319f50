using System.Text;
using CsCheck;
using Plimsoll.Tags.Context;
using Plimsoll.Tags.Hosts;
using Plimsoll.Tags.Versions;
using Plimsoll.Testing;
using Plimsoll.Testing.Hostile;

namespace Plimsoll.Tags.Tests.Hostile;

/// <summary>What CI hosts and repositories say: see <see cref="HostileRun"/> for how many are tried.</summary>
public sealed class HostileContextTests : IDisposable
{
    private const long Bound = 32L * 1024 * 1024;

    private const string Payload = """{"number":12,"after":"0123456789012345678901234567890123456789","forced":true,"schedule":"0 0 * * *","pull_request":{"number":12,"title":"t","html_url":"https://github.com/a/b/pull/1","merged":false,"head":{"ref":"feature/tools","sha":"0123456789012345678901234567890123456789","repo":{"full_name":"acme/app","fork":true}},"base":{"ref":"main","sha":"0123456789012345678901234567890123456789","repo":{"full_name":"acme/app"}}},"repository":{"default_branch":"main","full_name":"acme/app","html_url":"https://github.com/acme/app","license":{"spdx_id":"MIT"},"description":"d"},"sender":{"login":"ann"},"release":{"tag_name":"v1"},"inputs":{"a":"b"}}""";

    private static readonly string[] Names =
    [
        "GITHUB_REF", "GITHUB_SHA", "GITHUB_EVENT_NAME", "GITHUB_HEAD_REF", "GITHUB_BASE_REF", "GITHUB_REPOSITORY", "GITHUB_RUN_ID", "GITHUB_SERVER_URL", "GITHUB_REF_NAME", "GITHUB_REF_TYPE", "GITHUB_ACTOR", "GITHUB_WORKFLOW_REF",
        "BUILD_SOURCEBRANCH", "BUILD_SOURCEVERSION", "BUILD_REASON", "SYSTEM_PULLREQUEST_PULLREQUESTNUMBER", "SYSTEM_PULLREQUEST_SOURCEBRANCH", "SYSTEM_COLLECTIONURI", "BUILD_BUILDID",
        "CI_COMMIT_REF_NAME", "CI_COMMIT_TAG", "CI_COMMIT_SHA", "CI_MERGE_REQUEST_IID", "CI_DEFAULT_BRANCH", "CI_PIPELINE_SOURCE", "CI_PROJECT_URL", "CI_JOB_URL",
        "BITBUCKET_BRANCH", "BITBUCKET_TAG", "BITBUCKET_PR_ID", "BITBUCKET_COMMIT", "CIRCLE_BRANCH", "CIRCLE_TAG", "CIRCLE_PULL_REQUEST", "CIRCLE_SHA1", "BRANCH_NAME", "TAG_NAME", "CHANGE_ID", "GIT_COMMIT", "GIT_BRANCH",
        "BUILDKITE_BRANCH", "BUILDKITE_TAG", "BUILDKITE_PULL_REQUEST", "BUILDKITE_COMMIT", "DRONE_BRANCH", "DRONE_TAG", "DRONE_PULL_REQUEST", "CI_COMMIT_BRANCH", "CI_COMMIT_PULL_REQUEST", "APPVEYOR_REPO_BRANCH", "APPVEYOR_REPO_TAG_NAME", "APPVEYOR_PULL_REQUEST_NUMBER",
        "TRAVIS_BRANCH", "TRAVIS_TAG", "TRAVIS_PULL_REQUEST", "CODEBUILD_WEBHOOK_HEAD_REF", "CODEBUILD_WEBHOOK_TRIGGER", "CODEBUILD_RESOLVED_SOURCE_VERSION", "CF_BRANCH", "CF_PULL_REQUEST_NUMBER", "CF_REVISION", "_PR_NUMBER", "_HEAD_BRANCH",
        "PLIMSOLL_BRANCH", "PLIMSOLL_TAG", "PLIMSOLL_PULL_REQUEST",
    ];

    private static readonly Dictionary<string, string>[] Hosts =
    [
        new() { ["GITHUB_ACTIONS"] = "true" }, new() { ["TF_BUILD"] = "True" }, new() { ["GITLAB_CI"] = "true" }, new() { ["BITBUCKET_BUILD_NUMBER"] = "7", ["BITBUCKET_COMMIT"] = Contexts.CommitId },
        new() { ["CIRCLECI"] = "true" }, new() { ["TEAMCITY_VERSION"] = "1" }, new() { ["BUILDKITE"] = "true" }, new() { ["CI"] = "woodpecker" }, new() { ["DRONE"] = "true" }, new() { ["APPVEYOR"] = "True" },
        new() { ["TRAVIS"] = "true" }, new() { ["CODEBUILD_BUILD_ID"] = "a:7" }, new() { ["CF_BUILD_ID"] = "7" }, new() { ["JENKINS_URL"] = "https://x/", ["BUILD_TAG"] = "b", ["BUILD_NUMBER"] = "7" },
        new() { ["PROJECT_ID"] = "acme", ["BUILD_ID"] = "7", ["COMMIT_SHA"] = Contexts.CommitId },
    ];

    private readonly TempDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_payload_of_an_event_is_read_as_far_as_it_is_one()
    {
        var path = _folder["event.json"];
        Gen.Select(Gen.Frequency((3, JsonEdit.Near(Payload)), (1, ByteEdit.Near(Payload))), HostileText.OneOf("push", "pull_request", "pull_request_target", "release", "schedule", "workflow_dispatch", "workflow_run", "merge_group")).SampleHostile(
            300,
            sample =>
            {
                File.WriteAllBytes(path, sample.Item1);
                _ = CiHost.Detect(name => name switch
                {
                    "GITHUB_ACTIONS" => "true",
                    "GITHUB_EVENT_PATH" => path,
                    "GITHUB_EVENT_NAME" => sample.Item2,
                    "GITHUB_REF" => "refs/pull/12/merge",
                    "GITHUB_SHA" => Contexts.CommitId,
                    _ => null,
                });
            },
            Bound);
    }

    [Fact]
    public void The_variables_of_a_host_are_read_or_refused() => Gen.Select(
        Gen.Int[0, Hosts.Length - 1],
        Gen.Select(Gen.Int[0, Names.Length - 1], Gen.Frequency((3, HostileText.Any), (2, ByteEdit.Near("refs/heads/main", "refs/tags/v1.2.3", "12", "https://github.com/acme/app/pull/12", Contexts.CommitId, "pull_request").Select(Encoding.UTF8.GetString)))).Array[1, 6]).SampleHostile(
        400,
        sample =>
        {
            var variables = new Dictionary<string, string>(Hosts[sample.Item1]);
            foreach (var (index, value) in sample.Item2)
                variables[Names[index]] = value;
            _ = CiHost.Detect(variables.GetValueOrDefault);
        },
        Bound);

    [Fact]
    public void Properties_are_read_whatever_they_say() => Gen.Frequency((1, LineEdit.Near("a=b\nc\\:d = e \\\n  f\n# x\n\\u0041=\\t\n")), (1, ByteEdit.Near("a=b\nc\\:d = e \\\n  f\n"))).SampleHostile(
        200, bytes => _ = JavaProperties.Parse(Encoding.Latin1.GetString(bytes)).Count, Bound);

    [Fact]
    public void Versions_and_ranges_are_read_or_refused() => Gen.Select(
        ByteEdit.Near("1.2.3-rc.1+build.5", "v2.1.0", "1!2.3.post4.dev5+local", "2026.05.19").Select(Encoding.UTF8.GetString),
        ByteEdit.Near(">=1.2.0 <2.0.0", "[1.0,2.0)", "^1.2 || ~3", "1.x").Select(Encoding.UTF8.GetString)).SampleHostile(
        300,
        sample =>
        {
            if (SemanticVersion.TryParse(sample.Item1, out var version))
                _ = VersionRange.Parse(sample.Item2).Contains(version);
            else
                _ = VersionRange.Parse(sample.Item2).ToString();
        },
        Bound);

    [Fact]
    public void A_filter_of_paths_is_taken_or_refused() => Gen.Select(ByteEdit.Near("src/**", "!**/*.md", "/a/*/b?", "[a]").Select(Encoding.UTF8.GetString), HostileText.Any).SampleHostile(
        200,
        sample =>
        {
            var filter = PathFilter.Parse([sample.Item1]);
            foreach (var path in (string[])["src/a/b", string.Join('/', Enumerable.Repeat("a", 60)), "x" + sample.Item2.Replace("\0", "", StringComparison.Ordinal)])
                _ = (filter.Matches(path), filter.MayMatchIn(path));
        },
        Bound);

    [Fact]
    public void An_address_of_a_remote_is_shown_without_its_credentials() => ByteEdit.Near("https://user:s3cret@github.com/acme/app.git", "git@github.com:acme/app.git", "ssh://git@host:22/a", "/srv/git/app.git", "file:///a").SampleHostile(
        300,
        bytes => _ = RemoteAddress.WithoutCredentials(Encoding.UTF8.GetString(bytes)),
        Bound);

    [Fact]
    public void A_message_of_a_commit_is_read_whatever_it_says() => Gen.Frequency((1, LineEdit.Near("feat(api)!: x\n\nbody\n\nBREAKING CHANGE: y\nRefs: #1\n", "Revert \"feat: x\"\n\nThis reverts commit 0123456789012345678901234567890123456789.\n")), (1, ByteEdit.Near("fix: a\n\nBody\n\nReviewed-by: Z\n"))).SampleHostile(
        300,
        bytes => _ = ConventionalCommit.TryParse(Encoding.UTF8.GetString(bytes), out _),
        Bound);
}
