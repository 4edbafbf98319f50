namespace Plimsoll.Build.CI;

/// <summary>An event that starts a workflow. Derive from it for one that there is no class for: a key of <c>on</c> in YAML, with its conditions.</summary>
public abstract class GitHubActionsDetailedTrigger : ConfigurationEntity;
