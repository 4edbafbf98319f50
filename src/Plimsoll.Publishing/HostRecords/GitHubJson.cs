using System.Text.Json;
using System.Text.Json.Serialization;

namespace Plimsoll.Publishing.HostRecords;

/// <summary>What GitHub's REST API answers, as far as it is read.</summary>
[JsonSerializable(typeof(GitHubPullRequest[]))]
[JsonSerializable(typeof(GitHubPackageVersion[]))]
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
internal sealed partial class GitHubJson : JsonSerializerContext;
