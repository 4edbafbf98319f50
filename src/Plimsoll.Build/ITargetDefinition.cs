using System.Linq.Expressions;
using System.Runtime.CompilerServices;

namespace Plimsoll.Build;

/// <summary>
/// Describes a target. Every method returns the same definition, so that calls chain; lists grow with each call.
/// </summary>
public interface ITargetDefinition
{
    /// <summary>The name of the target.</summary>
    string Name { get; }

    /// <summary>Describes the target in one line; shown by <c>--help</c>.</summary>
    ITargetDefinition Description(string description);

    /// <summary>Hides the target from <c>--help</c>. It can still be invoked.</summary>
    ITargetDefinition Unlisted();

    /// <summary>Appends actions, run in order. A blocking action sees the build's own <see cref="IPlimsollBuild.CancellationToken"/>.</summary>
    ITargetDefinition Executes(params Action[] actions);

    /// <summary>Appends an asynchronous action.</summary>
    ITargetDefinition Executes(Func<Task> action);

    /// <summary>Appends an asynchronous action; its token is cancelled by Ctrl+C and SIGTERM.</summary>
    ITargetDefinition Executes(Func<CancellationToken, Task> action);

    /// <summary>Schedules the given targets too, and runs after them.</summary>
    ITargetDefinition DependsOn(params Target[] targets);

    /// <summary>Schedules targets of a component too, and runs after them.</summary>
    /// <param name="targets">The targets; none means the only target that the component declares.</param>
    /// <exception cref="BuildException">The build does not implement <typeparamref name="T"/> (exit code 2).</exception>
    ITargetDefinition DependsOn<T>(params Func<T, Target>[] targets) where T : class;

    /// <summary>Like <see cref="DependsOn{T}"/>, but does nothing where the build does not implement <typeparamref name="T"/>.</summary>
    ITargetDefinition TryDependsOn<T>(params Func<T, Target>[] targets) where T : class;

    /// <summary>Makes the given targets depend on this one.</summary>
    ITargetDefinition DependentFor(params Target[] targets);

    /// <summary>Makes targets of a component depend on this one.</summary>
    ITargetDefinition DependentFor<T>(params Func<T, Target>[] targets) where T : class;

    /// <summary>Like <see cref="DependentFor{T}"/>, but does nothing where the build does not implement <typeparamref name="T"/>.</summary>
    ITargetDefinition TryDependentFor<T>(params Func<T, Target>[] targets) where T : class;

    /// <summary>
    /// Runs before the given targets when both are scheduled; schedules nothing. An order reaches through targets that are not
    /// scheduled: what must run before this one runs before the given targets too.
    /// </summary>
    ITargetDefinition Before(params Target[] targets);

    /// <summary>Runs before targets of a component when both are scheduled.</summary>
    ITargetDefinition Before<T>(params Func<T, Target>[] targets) where T : class;

    /// <summary>Like <see cref="Before{T}"/>, but does nothing where the build does not implement <typeparamref name="T"/>.</summary>
    ITargetDefinition TryBefore<T>(params Func<T, Target>[] targets) where T : class;

    /// <summary>
    /// Runs after the given targets when both are scheduled; schedules nothing. An order reaches through targets that are not
    /// scheduled: this one runs after what the given targets must follow too.
    /// </summary>
    ITargetDefinition After(params Target[] targets);

    /// <summary>Runs after targets of a component when both are scheduled.</summary>
    ITargetDefinition After<T>(params Func<T, Target>[] targets) where T : class;

    /// <summary>Like <see cref="After{T}"/>, but does nothing where the build does not implement <typeparamref name="T"/>.</summary>
    ITargetDefinition TryAfter<T>(params Func<T, Target>[] targets) where T : class;

    /// <summary>Schedules the given targets to run after this one.</summary>
    ITargetDefinition Triggers(params Target[] targets);

    /// <summary>Schedules targets of a component to run after this one.</summary>
    ITargetDefinition Triggers<T>(params Func<T, Target>[] targets) where T : class;

    /// <summary>Like <see cref="Triggers{T}"/>, but does nothing where the build does not implement <typeparamref name="T"/>.</summary>
    ITargetDefinition TryTriggers<T>(params Func<T, Target>[] targets) where T : class;

    /// <summary>Is scheduled whenever one of the given targets is, and runs after it.</summary>
    ITargetDefinition TriggeredBy(params Target[] targets);

    /// <summary>Is scheduled whenever one of the component's targets is, and runs after it.</summary>
    ITargetDefinition TriggeredBy<T>(params Func<T, Target>[] targets) where T : class;

    /// <summary>Like <see cref="TriggeredBy{T}"/>, but does nothing where the build does not implement <typeparamref name="T"/>.</summary>
    ITargetDefinition TryTriggeredBy<T>(params Func<T, Target>[] targets) where T : class;

    /// <summary>
    /// Runs between the <see cref="Setup"/> and the <see cref="Cleanup"/> of a component: depends on the one, and runs before the other.
    /// </summary>
    /// <exception cref="BuildException">The build does not implement <typeparamref name="T"/>, or that has not one of each (exit code 2).</exception>
    ITargetDefinition DependsOnContext<T>() where T : class;

    /// <summary>Takes over all that the target which this one overrides says: its actions, references and conditions.</summary>
    /// <exception cref="BuildException">It overrides none of a base class (exit code 2).</exception>
    ITargetDefinition Base();

    /// <summary>Takes over all that other targets say: their actions, references and conditions.</summary>
    /// <exception cref="BuildException">One of them takes over what this one says (exit code 2).</exception>
    ITargetDefinition Inherit(params Target[] targets);

    /// <summary>
    /// Takes over all that targets of a component say, as the component declares them, also where the build implements them anew:
    /// <c>Target ITest.Test =&gt; _ =&gt; _.Inherit&lt;ITest&gt;(x =&gt; x.Test)</c>.
    /// </summary>
    /// <param name="targets">The targets; none means the only target that the component declares.</param>
    /// <exception cref="BuildException">The build does not implement <typeparamref name="T"/>, or it declares no body for one (exit code 2).</exception>
    ITargetDefinition Inherit<T>(params Expression<Func<T, Target>>[] targets) where T : class;

    /// <summary>Skips the target unless the condition is true; evaluated before the first target runs.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="text">Its source text, shown as the reason; filled in by the compiler.</param>
    ITargetDefinition OnlyWhenStatic(Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string text = "");

    /// <summary>Skips the target unless the condition is true; evaluated just before the target runs.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="text">Its source text, shown as the reason; filled in by the compiler.</param>
    ITargetDefinition OnlyWhenDynamic(Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string text = "");

    /// <summary>Whether the dependencies still run when this target is skipped. The default is <see cref="DependencyBehavior.Skip"/>.</summary>
    ITargetDefinition WhenSkipped(DependencyBehavior behavior);

    /// <summary>
    /// Requires a parameter or condition, checked before any target runs: <c>Requires(() =&gt; ApiKey)</c> fails where
    /// the value is <c>null</c>, a blank text or an empty list, <c>Requires(() =&gt; Major &gt; 0)</c> where it is false.
    /// </summary>
    /// <param name="requirement">The parameter or condition.</param>
    /// <param name="text">Its source text; filled in by the compiler.</param>
    ITargetDefinition Requires<T>(Func<T> requirement, [CallerArgumentExpression(nameof(requirement))] string text = "");

    /// <summary>Requires two parameters or conditions.</summary>
    ITargetDefinition Requires<T1, T2>(
        Func<T1> first,
        Func<T2> second,
        [CallerArgumentExpression(nameof(first))] string firstText = "",
        [CallerArgumentExpression(nameof(second))] string secondText = "");

    /// <summary>Requires three parameters or conditions.</summary>
    ITargetDefinition Requires<T1, T2, T3>(
        Func<T1> first,
        Func<T2> second,
        Func<T3> third,
        [CallerArgumentExpression(nameof(first))] string firstText = "",
        [CallerArgumentExpression(nameof(second))] string secondText = "",
        [CallerArgumentExpression(nameof(third))] string thirdText = "");

    /// <summary>Says which files the target makes: what pipelines keep, and give to targets that consume them.</summary>
    /// <param name="artifacts">Files and folders, absolute or from the root, with <c>*</c> and <c>**</c>: <c>Artifacts / "*.nupkg"</c>.</param>
    ITargetDefinition Produces(params string[] artifacts);

    /// <summary>
    /// Says that the target uses the artifacts of others, which a pipeline with several jobs gives to its job. It does not run them: that
    /// takes <see cref="DependsOn"/>.
    /// </summary>
    ITargetDefinition Consumes(params Target[] targets);

    /// <summary>Says that the target uses the artifacts of targets of a component; none means the only target that it declares.</summary>
    ITargetDefinition Consumes<T>(params Func<T, Target>[] targets) where T : class;

    /// <summary>Says that the target uses artifacts of another.</summary>
    /// <param name="target">The target that produces them.</param>
    /// <param name="artifacts">Which ones; pipelines give it all that the target produces, so they are for the reader.</param>
    ITargetDefinition Consumes(Target target, params string[] artifacts);

    /// <summary>Says that the target uses artifacts of a component's target.</summary>
    /// <param name="target">The target that produces them.</param>
    /// <param name="artifacts">Which ones; pipelines give it all that the target produces, so they are for the reader.</param>
    ITargetDefinition Consumes<T>(Func<T, Target> target, params string[] artifacts) where T : class;

    /// <summary>
    /// Lets a pipeline with several jobs divide the target among machines. Each does what <see cref="Plimsoll.Build.Partition.GetCurrent{T}"/> of the build's
    /// <see cref="PlimsollBuild.Partition"/> gives it; one that is told nothing does all.
    /// </summary>
    /// <param name="size">The number of machines, at least 2.</param>
    ITargetDefinition Partition(int size);

    /// <summary>Lets the build go on when this target fails. The build still ends as failed.</summary>
    ITargetDefinition ProceedAfterFailure();

    /// <summary>Runs even after another target failed or the build was interrupted.</summary>
    ITargetDefinition AssuredAfterFailure();
}
