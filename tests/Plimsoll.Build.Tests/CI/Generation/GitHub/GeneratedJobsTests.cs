using System.Text.Json.Nodes;
using CsCheck;
using NJsonSchema;
using Plimsoll.Build.CI;
using Plimsoll.Build.CI.Generation.GitHub;
using Plimsoll.Testing;

namespace Plimsoll.Build.Tests.CI.Generation.GitHub;

/// <summary>What holds for every job that a class of a build describes, whatever its members say.</summary>
public sealed class GeneratedJobsTests
{
    private const string Schema = "schemas/github-workflow.json";

    private static readonly Gen<RandomJobs> Workflow = Gen.Int[0, int.MaxValue - 1].Select(seed => new RandomJobs(seed));

    [Fact]
    public void A_job_is_read_back_as_what_it_says() => Workflow.Sample(workflow =>
    {
        var read = JsonNode.Parse(YamlText.ToJson(GeneratedText.Of(workflow)))!;

        Same(Rights([], workflow.Rights), read["permissions"]);
        Assert.Equal(workflow.Jobs.Select(job => job.Name), read["jobs"]!.AsObject().Select(job => job.Key));
        foreach (var job in workflow.Jobs)
            Same(Expected(job), read["jobs"]![job.Name]);
    }, iter: 300);

    [SharedDataFact(Schema)]
    public async Task It_keeps_to_the_schema()
    {
        var schema = await JsonSchema.FromFileAsync(SharedData.GetPath(Schema));

        Workflow.Sample(workflow =>
        {
            var text = GeneratedText.Of(workflow);
            var errors = schema.Validate(YamlText.ToJson(text));
            Assert.True(errors.Count == 0, $"{string.Join('\n', errors)}\n{text}");
        }, iter: 150);
    }

    private static void Same(JsonNode expected, JsonNode? actual) => Assert.Equal(expected.ToJsonString(), actual?.ToJsonString());

    private static JsonObject Expected(GitHubActionsJob job)
    {
        var rights = Rights(job.ReadPermissions, job.WritePermissions);
        var names = job.Matrix is { } matrix ? matrix.Values.Keys.Concat(matrix.Include.SelectMany(row => row.Keys)).Distinct().Select(name => $"-${{{{ matrix.{name} }}}}") : [];
        var machine = string.Concat(names) + (job.Partitions > 1 ? "-${{ matrix.partition }}" : "");
        return Object(
            ("needs", List(job.Needs)),
            ("if", job.Condition),
            ("runs-on", job.RunsOnLabels.Length > 0 ? List(job.RunsOnLabels) : GitHubNames.Of(job.Image)),
            ("container", job.Container is { } container ? Expected(container) : null),
            ("strategy", Strategy(job)),
            ("permissions", rights.Count > 0 ? rights : null),
            ("timeout-minutes", job.TimeoutMinutes > 0 ? job.TimeoutMinutes : null),
            ("environment", job.EnvironmentName is null ? null : Object(("name", job.EnvironmentName), ("url", job.EnvironmentUrl))),
            ("concurrency", job.ConcurrencyGroup is null && !job.ConcurrencyCancelInProgress ? null : Object(
                ("group", job.ConcurrencyGroup is { } group ? group + machine : $"${{{{ github.workflow }}}}-{job.Name}{machine}-${{{{ github.event.pull_request.number || github.run_id }}}}"),
                ("cancel-in-progress", job.ConcurrencyCancelInProgress ? true : null))),
            ("outputs", Map(job.Outputs)),
            ("env", Map(job.Env)),
            ("steps", new JsonArray([.. job.Steps.Select(Expected)])));
    }

    private static JsonNode Expected(GitHubActionsContainer container)
    {
        var credentials = Object(("username", container.Username), ("password", container.Password));
        var rest = Object(("credentials", credentials.Count > 0 ? credentials : null), ("env", Map(container.Env)), ("volumes", List(container.Volumes)), ("options", container.Options));
        return rest.Count == 0 ? container.Image : Object([("image", container.Image), .. rest.Select(pair => (pair.Key, pair.Value?.DeepClone()))]);
    }

    private static JsonObject? Strategy(GitHubActionsJob job)
    {
        if (job.Matrix is null && job.Partitions == 1)
            return null;
        var matrix = job.Matrix ?? new() { FailFast = false };
        return Object(
            ("fail-fast", matrix.FailFast ? null : false),
            ("max-parallel", matrix.MaxParallel > 0 ? matrix.MaxParallel : null),
            ("matrix", Object(
                [
                    .. matrix.Values.Select(pair => (pair.Key, (JsonNode?)List(pair.Value))),
                    ("partition", job.Partitions > 1 ? new JsonArray([.. Enumerable.Range(1, job.Partitions).Select(part => JsonValue.Create(part))]) : null),
                    ("include", matrix.Include.Length > 0 ? new JsonArray([.. matrix.Include.Select(Map)]) : null),
                    ("exclude", matrix.Exclude.Length > 0 ? new JsonArray([.. matrix.Exclude.Select(Map)]) : null),
                ])));
    }

    private static JsonObject Expected(GitHubActionsStep step)
    {
        (string, JsonNode?) id = ("id", step.Id);
        (string, JsonNode?) condition = ("if", step.Condition);
        return step switch
        {
            GitHubActionsUsesStep uses => Object(("name", uses.Name), id, condition, ("uses", uses.Commit is null ? uses.Action : $"{uses.Action}@{uses.Commit}"), ("with", Map(uses.With)), ("env", Map(uses.Env))),
            GitHubActionsRunStep run => Object(("name", run.Name), id, condition, ("shell", run.Shell), ("working-directory", run.WorkingDirectory), ("run", run.Command), ("env", Map(run.Imports))),
            GitHubActionsArtifactStep artifact => Object(("name", $"Publish: {artifact.Name}"), id, condition, ("uses", GitHubPins.UploadArtifact.Text), ("with", Object(("name", artifact.Name), ("path", artifact.Path)))),
            GitHubActionsDownloadStep download => Object(
                id,
                condition,
                ("uses", GitHubPins.DownloadArtifact.Text),
                ("with", download.Name.Contains('*') ? Object(("pattern", download.Name), ("path", download.Path), ("merge-multiple", true)) : Object(("name", download.Name), ("path", download.Path)))),
            _ => throw new ArgumentException("There is another kind of step.", nameof(step)),
        };
    }

    private static JsonObject Rights(GitHubActionsPermissions[] read, GitHubActionsPermissions[] write) =>
        Object([.. read.Concat(write).Distinct().OrderBy(GitHubNames.Of, StringComparer.Ordinal).Select(right => (GitHubNames.Of(right), (JsonNode?)(write.Contains(right) ? "write" : "read")))]);

    /// <summary>An object without what is <c>null</c>.</summary>
    private static JsonObject Object(params (string Name, JsonNode? Value)[] members) =>
        new(members.Where(member => member.Value is not null).Select(member => KeyValuePair.Create(member.Name, member.Value)));

    private static JsonObject? Map(Dictionary<string, string> texts) =>
        texts.Count > 0 ? Object([.. texts.Select(pair => (pair.Key, (JsonNode?)pair.Value))]) : null;

    private static JsonArray? List(string[] texts) => texts.Length > 0 ? new JsonArray([.. texts.Select(text => JsonValue.Create(text))]) : null;
}
