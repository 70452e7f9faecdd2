// Matrix products.

export interface MatmulBinding {
	/**
	 * C (m,n) = op(A) op(B) + bias (n) for a batch of matrices, all contiguous: `a` is (m,k), or (k,m) with `transposeA`;
	 * `b` is (k,n), or (n,k) with `transposeB`; `c` (batch,m,n) is written. A batch stride is the elements from one
	 * matrix to the next; 0 uses the same matrix again.
	 */
	matmul(
		a: Float32Array,
		b: Float32Array,
		c: Float32Array,
		m: number,
		n: number,
		k: number,
		transposeA: boolean,
		transposeB: boolean,
		bias?: Float32Array,
		batch?: number,
		aBatchStride?: number,
		bBatchStride?: number,
	): void;
}
