using System.Text.Json;
using System.Text.Json.Nodes;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Testing;
using Plimsoll.Testing.Hosts;

namespace Plimsoll.IntegrationTests.Workflows.GitHub;

/// <summary>The actions of <c>.github/actions</c>, run as GitHub's runner does, with the real command and a real registry.</summary>
public sealed class GitHubActionsTests : IAsyncLifetime, IDisposable
{
    private const string Start = $$"""
        - uses: actions/checkout@v5
          with: { fetch-depth: 0 }
        - id: setup
          uses: $/.github/actions/setup
          with: { version: {{ReleaseFiles.Version}}, base-url: BASE }

        """;

    private readonly RegistryClient _client = new();
    private SharedRegistry _registry = null!;
    private AppRepository _app = null!;

    public async Task InitializeAsync()
    {
        _registry = await SharedRegistry.OpenAsync();
        _app = new AppRepository(_registry.Root);
    }

    public async Task DisposeAsync() => await _registry.DisposeAsync();

    public void Dispose()
    {
        _app.Dispose();
        _client.Dispose();
    }

    [Theory]
    [InlineData(RunKind.Push, "1.2.0 1.2 1 latest")]
    [InlineData(RunKind.Tag, "1.2.0 1.2 1 latest")]
    [InlineData(RunKind.PullRequest, "pr-12")]
    [InlineData(RunKind.Schedule, "1.2.0 1.2 1 latest")]
    [InlineData(RunKind.Manual, "1.2.0 1.2 1 latest")]
    public async Task A_run_derives_plans_and_publishes_and_hands_the_results_on(RunKind kind, string tags)
    {
        using var host = new GitHubHost(_app.Origin, _app.Of(kind));

        var steps = await SucceedAsync(host, """
            - id: tags
              uses: $/.github/actions/tags
              with: { tags: "semver,latest,pull-request" }
            - id: plan
              uses: $/.github/actions/plan
              with: { tags: "semver,latest,pull-request", save: plan.json }
            - id: publish
              uses: $/.github/actions/publish
              with: { from-plan: "${{ steps.plan.outputs.plan }}" }
            - id: again
              uses: $/.github/actions/plan
              with: { tags: "semver,latest,pull-request" }
            - run: echo "deployed $IMAGE"
              env: { IMAGE: "${{ steps.publish.outputs.image }}" }
            """);

        Assert.Equal(tags.Split(' '), Output(steps, "tags", "tag-names").Split('\n'));
        Assert.Equal(Output(steps, "tags", "tags"), string.Join('\n', tags.Split(' ').Select(tag => $"{_registry.Root}/acme/app:{tag}")));
        Assert.Equal(("true", "false"), (Output(steps, "plan", "has-changes"), Output(steps, "plan", "is-refused")));
        Assert.Equal("false", Output(steps, "again", "has-changes"));
        foreach (var tag in tags.Split(' '))
            Assert.Equal(await DigestAsync(tag), Output(steps, "publish", "digest"));
        Assert.Equal(tags.Split(' '), Output(steps, "publish", "tag-names").Split('\n'));
        using var metadata = JsonDocument.Parse(Output(steps, "publish", "metadata"));
        Assert.Equal(Output(steps, "publish", "digest"), metadata.RootElement.GetProperty("containerimage.digest").GetString());
        Assert.True(File.Exists(Output(steps, "publish", "receipt")));
        Assert.Contains($"deployed {_registry.Root}/acme/app@{Output(steps, "publish", "digest")}", host.Log, StringComparison.Ordinal);
        Assert.Contains("### Published", host.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_image_is_promoted_and_rolled_back()
    {
        using var first = new GitHubHost(_app.Origin, _app.Of(RunKind.Tag));
        await SucceedAsync(first, """
            - uses: $/.github/actions/publish
              with: { environment: staging }
            - uses: $/.github/actions/promote
              with: { to: production }
            """);
        var good = await DigestAsync("production");
        _app.Origin.Write("out/amd64/app", "charges twice");
        _app.Origin.Run("add", "--all");
        _app.Origin.Commit("fix: charge");
        _app.Origin.Tag("v1.2.1");
        using var second = new GitHubHost(_app.Origin, _app.Of(RunKind.Push));

        var steps = await SucceedAsync(second, """
            - uses: $/.github/actions/publish
              with: { environment: staging }
            - id: show
              uses: $/.github/actions/promote
              with: { image: 1.2.1, to: production, dry-run: true }
            - id: promote
              uses: $/.github/actions/promote
              with: { image: 1.2.1, to: production }
            - id: rollback
              uses: $/.github/actions/rollback
              with: { environment: production, floating: true, reason: "charges `twice`; $(id)" }
            """);

        Assert.Equal(("production", "1.2.1", good), (Output(steps, "promote", "environment"), Output(steps, "promote", "version"), Output(steps, "promote", "previous-digest")));
        Assert.Equal((good, "1.2.0"), (Output(steps, "rollback", "digest"), Output(steps, "rollback", "version")));
        Assert.Equal(good, await DigestAsync("production"));
        Assert.Equal(good, await DigestAsync("latest"));
        Assert.Contains("charges `twice`; $(id)", await File.ReadAllTextAsync(Output(steps, "rollback", "receipt")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_check_fails_the_job_and_still_hands_on_what_it_found()
    {
        using var host = new GitHubHost(_app.Origin, _app.PullRequest("nginx"));

        var scope = await RunAsync(host, """
            - id: check
              uses: $/.github/actions/check
              with:
                changed: true
                paths: |
                  deploy
                  plimsoll.yml
                reports: |
                  sarif=out.sarif
                  markdown=out.md
            - if: failure()
              run: cat out.md
            - run: echo "not reached"
            """);

        Assert.True(scope.IsFailed);
        Assert.Equal(("1", "0"), (Output(scope.Steps, "check", "errors"), Output(scope.Steps, "check", "warnings")));
        Assert.Contains(HostOutputParser.GitHubCommands(host.Log), command => command.Name == "error" && command.Properties["file"] == "deploy/app.yaml" && command.Properties["line"] == "7");
        Assert.Contains("missing-tag", host.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("not reached", host.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inputs_are_arguments_whatever_is_in_them()
    {
        using var host = new GitHubHost(_app.Origin, _app.Of(RunKind.Push));

        var scope = await RunAsync(host, """
            - id: publish
              uses: $/.github/actions/publish
              with: { source: "--help", environment: "staging; touch made", tags: "$(touch made)`touch made`" }
            - if: always()
              run: test ! -e made
            """);

        Assert.True(scope.IsFailed);
        Assert.Contains(HostOutputParser.GitHubCommands(host.Log), command => command.Name == "error" && command.Message.StartsWith("'--help' ", StringComparison.Ordinal));
        Assert.DoesNotContain("Usage:", host.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_flag_that_is_neither_true_nor_false_is_an_error()
    {
        using var host = new GitHubHost(_app.Origin, _app.Of(RunKind.Push));

        var scope = await RunAsync(host, """
            - uses: $/.github/actions/publish
              with: { reuse: "yes" }
            """);

        Assert.True(scope.IsFailed);
        Assert.Contains("::error::The input reuse must be true or false.", host.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_images_are_published_from_lines_with_a_password()
    {
        await using var locked = await SharedRegistry.OpenAsync(new RegistryServerOptions { WithPassword = true });
        _app.Origin.Write("plimsoll.yml", "tags: [sha]\n");
        _app.Origin.Run("commit", "--quiet", "--all", "--message", "No registry");
        using var host = new GitHubHost(_app.Origin, _app.Of(RunKind.Push)) { Secrets = { ["PASSWORD"] = RegistryServerOptions.Password } };

        var steps = await SucceedAsync(host, $$$"""
            - id: publish
              uses: $/.github/actions/publish
              with:
                registry: {{{locked.Root}}}
                username: {{{RegistryServerOptions.Username}}}
                password: ${{ secrets.PASSWORD }}
                image: |
                  shop/api=files:out/amd64
                  shop/web=files:out/arm64
                arguments: |
                  --keep-going
                  --attach
            """);

        using var images = JsonDocument.Parse(Output(steps, "publish", "images"));
        Assert.Equal([$"{locked.Root}/shop/api", $"{locked.Root}/shop/web"], images.RootElement.EnumerateArray().Select(image => image.GetProperty("name").GetString()!));
        Assert.DoesNotContain(RegistryServerOptions.Password, host.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fork_plans_without_secrets_and_cannot_publish_to_a_registry_with_a_password()
    {
        await using var locked = await SharedRegistry.OpenAsync(new RegistryServerOptions { WithPassword = true });
        using var host = new GitHubHost(_app.Origin, _app.PullRequest(isFork: true)) { Secrets = { ["PASSWORD"] = RegistryServerOptions.Password } };

        var scope = await RunAsync(host, $$$"""
            - id: plan
              uses: $/.github/actions/plan
              with: { username: "{{{RegistryServerOptions.Username}}}", password: "${{ secrets.PASSWORD }}" }
            - id: publish
              uses: $/.github/actions/publish
              with: { image: "{{{locked.Root}}}/acme/app", username: "{{{RegistryServerOptions.Username}}}", password: "${{ secrets.PASSWORD }}" }
            """);

        Assert.Equal(("success", "true"), (scope.Steps["plan"]!["outcome"]!.GetValue<string>(), Output(scope.Steps, "plan", "has-changes")));
        Assert.Contains("pr-12", Output(scope.Steps, "plan", "tag-names").Split('\n'));
        Assert.Equal(("failure", ""), (scope.Steps["publish"]!["outcome"]!.GetValue<string>(), Output(scope.Steps, "publish", "digest")));
        Assert.Contains("### Plan for", host.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_identity_of_the_job_is_named_to_the_command_which_asks_for_its_token_when_it_needs_one()
    {
        using var host = new GitHubHost(_app.Origin, _app.Of(RunKind.Push));
        host.Variables["ACTIONS_ID_TOKEN_REQUEST_URL"] = $"{host.Api.Url}/identity?version=1";
        host.Variables["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] = GitHubHost.Token;

        await SucceedAsync(host, """
            - uses: $/.github/actions/identity
              with: { aws-role: "arn:aws:iam::1:role/ci", azure-client-id: app, azure-tenant-id: acme }
            - run: |
                echo "$AWS_ROLE_ARN $AZURE_CLIENT_ID $AZURE_TENANT_ID ${AWS_WEB_IDENTITY_TOKEN_FILE-no file}"
            """);

        Assert.Contains("arn:aws:iam::1:role/ci app acme no file\n", host.Log, StringComparison.Ordinal);
        Assert.DoesNotContain(GitHubHost.Token, host.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_without_the_permission_is_told_which_one()
    {
        using var host = new GitHubHost(_app.Origin, _app.Of(RunKind.Push));

        var scope = await RunAsync(host, "- { uses: $/.github/actions/identity, with: { aws-role: x } }");

        Assert.True(scope.IsFailed);
        Assert.Contains("permissions: { id-token: write }", host.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_release_is_downloaded_once_for_a_machine()
    {
        using var files = new ReleaseFiles();
        using var host = new GitHubHost(_app.Origin, _app.Of(RunKind.Push));
        await SucceedAsync(host, "- run: plimsoll --version", files.Url);
        files.Withdraw();

        await SucceedAsync(host, "- run: plimsoll --version", files.Url);
    }

    [Theory]
    [InlineData("3.2.1", true, "does not match its checksum")]
    [InlineData("3.2.2", false, "could not be downloaded")]
    [InlineData("latest", false, "must be a number")]
    [InlineData("1/../..", false, "must be a number")]
    public async Task A_release_that_is_not_what_was_asked_for_is_not_installed(string version, bool isDamaged, string error)
    {
        using var files = new ReleaseFiles();
        if (isDamaged)
            files.Damage();
        using var host = new GitHubHost(_app.Origin, _app.Of(RunKind.Push));
        var scope = NewScope(host);

        await new JobRunner(host).RunAsync(Steps($"- {{ uses: $/.github/actions/setup, with: {{ version: {version}, base-url: \"{files.Url}\" }} }}"), scope);

        Assert.True(scope.IsFailed);
        Assert.Contains(error, host.Log, StringComparison.Ordinal);
        Assert.False(Directory.Exists(host.Variables["RUNNER_TOOL_CACHE"]));
    }

    private static async Task<JsonObject> SucceedAsync(GitHubHost host, string steps, string? url = null)
    {
        var scope = await RunAsync(host, steps, url);
        Assert.False(scope.IsFailed, host.Log);
        return scope.Steps;
    }

    private static async Task<StepScope> RunAsync(GitHubHost host, string steps, string? url = null)
    {
        var scope = NewScope(host);
        await new JobRunner(host).RunAsync(Steps(Start.Replace("BASE", url ?? ReleaseFiles.Shared.Url, StringComparison.Ordinal) + steps), scope);
        return scope;
    }

    private static StepScope NewScope(GitHubHost host) => new(
        new Dictionary<string, JsonNode?> { ["secrets"] = new JsonObject(host.Secrets.Keys.Select(name => KeyValuePair.Create(name, (JsonNode?)host.ReadableSecrets.GetValueOrDefault(name, "")))) },
        new Dictionary<string, string>());

    private static IReadOnlyList<YamlMap> Steps(string yaml) => YamlMap.Of(YamlMap.Documents(yaml)[0], "steps");

    private static string Output(JsonObject steps, string step, string name) => steps[step]!["outputs"]![name]!.GetValue<string>();

    private async Task<string> DigestAsync(string tag) =>
        (await _client.Repository(ImageReference.Parse($"{_registry.Root}/acme/app")).ResolveAsync(tag, CancellationToken.None))!.Digest.ToString();
}
