namespace Plimsoll.Build.Planning;

/// <summary>Says that a target runs before another wherever both run, and by which call of which target it was said.</summary>
/// <param name="Declarer">The target whose definition says it.</param>
/// <param name="Call">What its definition says.</param>
/// <param name="Other">The other target.</param>
internal sealed record TargetEdge(ExecutableTarget Declarer, TargetCall Call, ExecutableTarget Other)
{
    /// <summary>The one that runs first.</summary>
    public ExecutableTarget First => Call is TargetCall.DependsOn or TargetCall.After or TargetCall.TriggeredBy ? Other : Declarer;

    /// <summary>The one that waits.</summary>
    public ExecutableTarget Then => First == Declarer ? Other : Declarer;

    /// <summary>Tells both targets.</summary>
    public void Connect()
    {
        Then.Waits.Add(this);
        if (Call is TargetCall.DependsOn or TargetCall.DependentFor && !Then.Dependencies.Contains(First))
            Then.Dependencies.Add(First);
        if (Call is TargetCall.Triggers or TargetCall.TriggeredBy && !First.Triggered.Contains(Then))
            First.Triggered.Add(Then);
    }

    /// <summary>Returns the call and where it is: <c>Publish.After(CutRelease) in IPublishImages</c>.</summary>
    public override string ToString() => $"{Declarer}.{Call}({Other}) in {Declarer.Property.DeclaringType!.Name}";
}
