namespace Plimsoll.IntegrationTests.Races;

/// <summary>
/// Whether what clients of a race said of themselves is what the registry holds in the end. It knows the outcomes, what a plain client
/// reads, and the order in which requests passed.
/// </summary>
/// <param name="world">Where.</param>
/// <param name="repository">The repository.</param>
/// <param name="before">What was done before the race.</param>
/// <param name="outcomes">What became of each client.</param>
/// <param name="delays">What passed.</param>
internal sealed class RaceVerdict(RaceWorld world, string repository, IReadOnlyList<RaceOutcome> before, IReadOnlyList<RaceOutcome> outcomes, RaceDelays delays)
{
    private const string Withdrawn = "hold";

    /// <summary>docker-registry trips over a blob that several send or mount at once.</summary>
    private const string TrippedOver = "MANIFEST_BLOB_UNKNOWN";

    private readonly List<string> _problems = [];
    private readonly RaceJudge _judge = new(world);

    /// <summary>What must not be.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>How many clients there were.</summary>
    public int Clients => outcomes.Count;

    /// <summary>How many ended well.</summary>
    public int Done => outcomes.Count(outcome => outcome.IsDone);

    /// <summary>How many were told of a conflict.</summary>
    public int Conflicts => outcomes.Count(outcome => outcome.ExitCode == 5);

    /// <summary>How many writes were held back.</summary>
    public int Held => delays.Held;

    /// <summary>How many requests there were.</summary>
    public int Requests => delays.Events.Count(one => !one.IsAnswered);

    /// <summary>How often two were told that one tag that never moves is theirs, between whose looks and writes the other came: the window that is documented.</summary>
    public int Windows { get; private set; }

    /// <summary>How often the tag of a commit was said to stay with another image of the commit, whose publisher gave it back later than it was waited for.</summary>
    public int GivenBack { get; private set; }

    private IEnumerable<RaceOutcome> Succeeded => before.Concat(outcomes).Where(outcome => outcome.IsDone);

    public async Task<RaceVerdict> JudgeAsync()
    {
        var tags = await _judge.ReadTagsAsync(repository);
        JudgeCodes();
        JudgeImmutable(tags);
        JudgeMoving(tags);
        await JudgeImagesAsync(tags);
        await JudgeHoldsAsync();
        return this;
    }

    public override string ToString() =>
        $"{repository}:\n  {string.Join("\n  ", _problems)}\n{string.Join('\n', before.Concat(outcomes))}";

    /// <summary>Whoever fails was in another's way, or was told by a hold or that something is gone.</summary>
    private void JudgeCodes()
    {
        foreach (var outcome in before.Where(outcome => !outcome.IsDone))
            _problems.Add($"{outcome.Client} failed before the race");
        foreach (var outcome in outcomes)
            if (outcome.ExitCode is not (0 or 5)
                && !(outcome.ExitCode == 3 && outcome.Error!.Contains(Withdrawn, StringComparison.Ordinal))
                && !(outcome.ExitCode == 7 && outcome.Error!.Contains(TrippedOver, StringComparison.Ordinal))
                && !(outcome.ExitCode == 6 && outcome.What.Split(' ')[0] is "delete" or "roll"))
                _problems.Add($"{outcome.Client} ended with {outcome.ExitCode}");
    }

    /// <summary>Of all that gave a tag that never moves an image, one has it, and is the only one that was told so.</summary>
    private void JudgeImmutable(SortedDictionary<string, string> tags)
    {
        foreach (var promised in Promised(isImmutable: true))
        {
            var now = tags.GetValueOrDefault(promised.Key);
            if (!promised.Any(one => one.Promise.Digest == now || IsGivenBack(one.Outcome, one.Promise, now)))
                _problems.Add($"{promised.Key} names {now ?? "nothing"}, and nobody was told so");
            foreach (var loser in promised.Where(one => one.Promise.Digest != now))
                if (IsGivenBack(loser.Outcome, loser.Promise, now))
                    GivenBack++;
                else if (promised.Where(one => one.Promise.Digest == now).Any(winner => IsWindow(promised.Key, loser.Outcome.Client, winner.Outcome.Client)))
                    Windows++;
                else
                    _problems.Add($"{loser.Outcome.Client} was told that {loser.Promise} is done, and it names {now ?? "nothing"}");
        }
    }

    /// <summary>
    /// Whether none of two that gave a tag an image could see the other: the one read it back before the other's write was answered,
    /// and that other looked before the first one's write was answered.
    /// </summary>
    private bool IsWindow(string tag, string overwritten, string overwriting)
    {
        var target = $"/v2/{world.Registry.Name(repository)}/manifests/{tag}";
        var events = delays.Events.Index().Where(one => one.Item.Request.Target == target).ToList();
        int Last(string client, bool isWrite, bool isAnswered, int before) => events
            .Where(one => one.Index < before && one.Item.Request.UserAgent == $"plimsoll/{client}" && one.Item.Request.IsWrite == isWrite && one.Item.IsAnswered == isAnswered)
            .Select(one => one.Index).DefaultIfEmpty(-1).Max();

        var (readBack, written) = (Last(overwritten, isWrite: false, isAnswered: false, int.MaxValue), Last(overwriting, isWrite: true, isAnswered: true, int.MaxValue));
        var (looked, wasWritten) = (Last(overwriting, isWrite: false, isAnswered: false, Last(overwriting, isWrite: true, isAnswered: false, int.MaxValue)), Last(overwritten, isWrite: true, isAnswered: true, int.MaxValue));
        return readBack >= 0 && written >= 0 && looked >= 0 && wasWritten >= 0 && readBack < written && looked < wasWritten;
    }

    private static bool IsGivenBack(RaceOutcome outcome, TagPromise promise, string? now) =>
        promise.Action == "keep" && outcome.Promises.Any(own => own.IsImmutable && own.Digest == now);

    private void JudgeMoving(SortedDictionary<string, string> tags)
    {
        var versions = Succeeded.SelectMany(outcome => outcome.Promises).Where(promise => promise.IsImmutable && Parse(promise.Tag) is not null).Select(promise => promise.Tag).Distinct().ToList();
        var isRolledBack = outcomes.Any(outcome => outcome.IsDone && outcome.What.EndsWith("with floating tags", StringComparison.Ordinal));
        foreach (var promised in Promised(isImmutable: false))
        {
            var now = tags.GetValueOrDefault(promised.Key);
            if (!promised.Any(one => one.Promise.Digest == now))
                _problems.Add($"{promised.Key} names {now ?? "nothing"}, and nobody was told so");
            if (promised.Key != "latest" && !promised.Key.All(character => character is '.' or (>= '0' and <= '9')))
                continue;

            var highest = versions.Where(version => promised.Key == "latest" || version.StartsWith(promised.Key + ".", StringComparison.Ordinal)).MaxBy(Parse)!;
            if (now != tags.GetValueOrDefault(highest) && !(isRolledBack && now == tags.GetValueOrDefault("2.0.0")))
                _problems.Add($"{promised.Key} names {tags.FirstOrDefault(tag => tag.Value == now && Parse(tag.Key) is not null).Key ?? now}, and {highest} is published");
        }
    }

    /// <summary>What anybody was told to be published is whole, and nothing that a tag names is half.</summary>
    private async Task JudgeImagesAsync(SortedDictionary<string, string> tags)
    {
        foreach (var image in Succeeded.SelectMany(outcome => outcome.Promises).Select(promise => promise.Digest).Concat(tags.Values).Distinct())
            if (await _judge.FindDamageAsync(repository, image) is { } damage)
                _problems.Add(damage);
    }

    /// <summary>An image that was withdrawn is on hold. Of several holds one may be lost where the registry keeps no list of them.</summary>
    private async Task JudgeHoldsAsync()
    {
        foreach (var outcome in Succeeded)
            if (outcome.Hold is { } hold && !await _judge.IsHeldAsync(repository, hold.Image, [.. Succeeded.Where(other => other.Hold?.Image == hold.Image).Select(other => other.Hold!.Value.Id)]))
                _problems.Add($"{outcome.Client} was told that {hold.Image} is on hold, and it is not");
    }

    private IEnumerable<IGrouping<string, (RaceOutcome Outcome, TagPromise Promise)>> Promised(bool isImmutable) =>
        Succeeded.SelectMany(outcome => outcome.Promises.Where(promise => promise.IsImmutable == isImmutable).Select(promise => (outcome, promise))).GroupBy(one => one.promise.Tag);

    private static Version? Parse(string tag) =>
        tag.Count(character => character == '.') == 2 && Version.TryParse(tag, out var version) ? version : null;
}
