namespace Plimsoll.IntegrationTests.Secrets;

/// <summary>How a command is run: how much it is to say, in which form, on which CI host.</summary>
/// <param name="Options">Options after the verb's own.</param>
/// <param name="Variables">Variables of the host; <c>{0}</c> in them is a folder of the run's own.</param>
internal sealed record Surrounding(IReadOnlyList<string> Options, IReadOnlyDictionary<string, string> Variables)
{
    private static readonly Dictionary<string, string> Terminal = [];

    private static readonly Dictionary<string, string> GitHub = new()
    {
        ["GITHUB_ACTIONS"] = "true", ["CI"] = "true", ["GITHUB_OUTPUT"] = "{0}/output", ["GITHUB_ENV"] = "{0}/env", ["GITHUB_STEP_SUMMARY"] = "{0}/summary",
        ["GITHUB_REF"] = "refs/tags/v2.1.0", ["GITHUB_REF_NAME"] = "v2.1.0", ["GITHUB_EVENT_NAME"] = "push", ["GITHUB_REPOSITORY"] = "acme/app", ["GITHUB_SERVER_URL"] = "https://github.com", ["GITHUB_RUN_ID"] = "1",
    };

    private static readonly Dictionary<string, string> Azure = new()
    {
        ["TF_BUILD"] = "True", ["AGENT_TEMPDIRECTORY"] = "{0}", ["BUILD_REASON"] = "IndividualCI", ["BUILD_SOURCEBRANCH"] = "refs/tags/v2.1.0", ["BUILD_SOURCEBRANCHNAME"] = "v2.1.0",
    };

    private static readonly Dictionary<string, string> GitLab = new()
    {
        ["GITLAB_CI"] = "true", ["CI_PROJECT_DIR"] = "{0}", ["CI"] = "true", ["CI_COMMIT_TAG"] = "v2.1.0", ["CI_PIPELINE_SOURCE"] = "push", ["PLIMSOLL_DOTENV"] = "{0}/dotenv",
    };

    /// <summary>All, the one that says most first.</summary>
    public static IReadOnlyList<Surrounding> All { get; } =
    [
        new(["--verbosity", "debug"], new Dictionary<string, string> { ["PLIMSOLL_TRACE"] = "1" }),
        new([], Terminal),
        new(["--verbosity", "debug"], new Dictionary<string, string>(GitHub) { ["PLIMSOLL_TRACE"] = "1" }),
        new(["--output", "json", "--verbosity", "verbose"], Terminal),
        new([], GitHub),
        new(["--verbosity", "debug"], Azure),
        new(["--quiet"], Terminal),
        new(["--output", "json"], Azure),
        new([], GitLab),
    ];
}
