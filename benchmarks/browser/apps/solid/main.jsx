// The table with Solid: a signal per label, a selector for the selected row, For for the rows.
import { batch, createSelector, createSignal, For } from 'solid-js';
import { render } from 'solid-js/web';
import { row_source } from '../rows.js';

const next_rows = row_source();

function rows_with_signals(count) {
  return next_rows(count).map(({ id, label: text }) => {
    const [label, set_label] = createSignal(text);
    return { id, label, set_label };
  });
}

function Button(props) {
  return (
    <div class="col-sm-6 smallpad">
      <button type="button" class="btn btn-primary btn-block" id={props.id} onClick={props.press}>
        {props.text}
      </button>
    </div>
  );
}

function App() {
  const [rows, set_rows] = createSignal([]);
  const [selected, set_selected] = createSignal(null);
  const is_selected = createSelector(selected);

  const replace = (count) =>
    batch(() => {
      set_rows(rows_with_signals(count));
      set_selected(null);
    });
  const append = () => set_rows((old) => [...old, ...rows_with_signals(1000)]);
  const update = () =>
    batch(() => {
      const all = rows();
      for (let i = 0; i < all.length; i += 10) all[i].set_label((text) => text + ' !!!');
    });
  const swap = () => {
    const all = rows().slice();
    if (all.length <= 998) return;
    [all[1], all[998]] = [all[998], all[1]];
    set_rows(all);
  };
  const remove = (id) =>
    set_rows((old) => {
      const at = old.findIndex((row) => row.id === id);
      return [...old.slice(0, at), ...old.slice(at + 1)];
    });

  return (
    <div class="container">
      <div class="jumbotron">
        <div class="row">
          <div class="col-md-6">
            <h1>Table</h1>
          </div>
          <div class="col-md-6">
            <div class="row">
              <Button id="run" text="Create 1,000 rows" press={() => replace(1000)} />
              <Button id="runlots" text="Create 10,000 rows" press={() => replace(10000)} />
              <Button id="add" text="Append 1,000 rows" press={append} />
              <Button id="update" text="Update every 10th row" press={update} />
              <Button id="clear" text="Clear" press={() => replace(0)} />
              <Button id="swaprows" text="Swap Rows" press={swap} />
            </div>
          </div>
        </div>
      </div>
      <table class="table table-hover table-striped test-data">
        <tbody>
          <For each={rows()}>
            {(row) => (
              <tr class={is_selected(row.id) ? 'danger' : ''}>
                <td class="col-md-1" textContent={row.id} />
                <td class="col-md-4">
                  <a onClick={[set_selected, row.id]} textContent={row.label()} />
                </td>
                <td class="col-md-1">
                  <a onClick={[remove, row.id]}>
                    <span class="glyphicon glyphicon-remove" aria-hidden="true" />
                  </a>
                </td>
                <td class="col-md-6" />
              </tr>
            )}
          </For>
        </tbody>
      </table>
      <span class="preloadicon glyphicon glyphicon-remove" aria-hidden="true" />
    </div>
  );
}

render(() => <App />, document.getElementById('main'));
